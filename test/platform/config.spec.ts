import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfigError, parseConfig } from '../../src/platform/config';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';

describe('configuration', () => {
  let folder: string;
  beforeAll(() => {
    folder = createTemporaryFolder();
  });
  afterAll(() => removeFolder(folder));

  /** The mistakes of an environment, or an empty list when it is right. */
  function problemsOf(environment: Record<string, string>): readonly string[] {
    try {
      parseConfig(environment, folder);
      return [];
    } catch (error) {
      return (error as ConfigError).problems;
    }
  }

  it('needs nothing: the defaults listen on this machine only, draw with drand, and keep data beside the program', () => {
    const config = parseConfig({}, folder);
    expect(config).toEqual({
      dataFolder: join(folder, 'var'),
      keysFile: join(folder, 'var/keys.json'),
      staffFile: join(folder, 'var/staff.json'),
      authority: expect.objectContaining({ name: 'Fairslot', phone: null, logoFile: null }),
      http: { host: '127.0.0.1', port: 8080, publicUrl: 'http://127.0.0.1:8080', trustProxy: false, bodyLimit: 65536, requestSeconds: 120 },
      databaseUrl: null,
      migrationDatabaseUrl: null,
      redisUrl: null,
      logOrigin: 'fairslot.example/log',
      beacon: {
        kind: 'drand',
        relays: ['https://api.drand.sh', 'https://api2.drand.sh', 'https://api3.drand.sh', 'https://drand.cloudflare.com'],
      },
      mail: { smtpUrl: null, from: 'Fairslot <no-reply@fairslot.example>' },
      sms: { gatewayUrl: null, gatewayToken: null },
      lettersPerContact: 10,
      hearingDays: 3,
      objectionDays: 3,
      reminderDays: 3,
      oidc: null,
      proofOfWork: false,
      staffSessions: { idleSeconds: 1800, longestSeconds: 36000 },
      retention: {
        ended: 30,
        objection: 30,
        appointment: 14,
        waiting: 365,
        review: 30,
        letter: 14,
        'offer-report': 180,
        'letter-count': 2,
        network: 14,
      },
      logLevel: 'info',
      queueLockSeconds: 15,
      sweepSeconds: 5,
    });
  });

  it('keeps as long as the table of retention says, but for what is named', () => {
    const { retention } = parseConfig({ RETENTION_DAYS: 'letter=7, appointment=2' }, folder);
    expect(retention).toMatchObject({ letter: 7, appointment: 2, objection: 30 });
    for (const wrong of ['letter', 'letter=0', 'letter=9999', 'letters=3', 'letter=3;ended=2', 'letter=-1']) {
      expect(problemsOf({ RETENTION_DAYS: wrong })).toEqual([expect.stringMatching(/^RETENTION_DAYS must hold parts/)]);
    }
  });

  it('is frozen all the way down', () => {
    const config = parseConfig({}, folder);
    expect(Object.isFrozen(config) && Object.isFrozen(config.http) && Object.isFrozen(config.beacon.relays)).toBe(true);
  });

  it('tells all mistakes at once', () => {
    const problems = problemsOf({
      PORT: '80a',
      BEACON: 'random',
      SWEEP_SECONDS: '0',
      HOST: '0.0.0.0',
      SMTP_URL: 'https://mail',
      LOG_LEVEL: 'loud',
    });
    const names = problems.map((problem) => problem.split(' ')[0]);
    expect(names.sort()).toEqual(['BEACON', 'LOG_LEVEL', 'PORT', 'PUBLIC_URL', 'SMTP_URL', 'SWEEP_SECONDS']);
  });

  it.each([
    ['a misspelled variable', { FAIRSLOT_KEY_FILE: '/keys' }, 'FAIRSLOT_KEY_FILE is not a variable'],
    ['a variable set to nothing', { PUBLIC_URL: '' }, 'PUBLIC_URL is set but empty'],
    ['letters without a sender', { SMTP_URL: 'smtp://mail.example.org' }, 'MAIL_FROM must be set'],
    ['a gateway without its token', { SMS_GATEWAY_URL: 'https://sms.example.org' }, 'SMS_GATEWAY_URL and SMS_GATEWAY_TOKEN'],
    ['trusting every proxy', { TRUST_PROXY: 'true' }, 'TRUST_PROXY must be'],
    ['links over plain http', { PUBLIC_URL: 'http://slots.example.org' }, 'PUBLIC_URL must use https'],
    ['an address with a path', { PUBLIC_URL: 'https://example.org/slots' }, 'PUBLIC_URL must be an origin'],
    ['a relay over plain http', { DRAND_RELAYS: 'https://api.drand.sh,http://relay.example.org' }, 'DRAND_RELAYS must use https'],
    ['a log name with a scheme', { FAIRSLOT_LOG_ORIGIN: 'https://example.org/log' }, 'FAIRSLOT_LOG_ORIGIN must be'],
    ['an owner without a service', { MIGRATION_DATABASE_URL: 'postgres://owner@db' }, 'MIGRATION_DATABASE_URL belongs to DATABASE_URL'],
    ['a database that is none', { DATABASE_URL: 'mysql://db' }, 'DATABASE_URL must be an address'],
    ['a sender with a line break', { MAIL_FROM: 'a@example.org\r\nBcc: b@example.org' }, 'MAIL_FROM must be'],
    ['a body limit below use', { BODY_LIMIT: '10' }, 'BODY_LIMIT must be'],
  ])('refuses %s', (_, environment, problem) => {
    expect(problemsOf(environment as Record<string, string>)).toEqual([expect.stringContaining(problem)]);
  });

  it('never repeats a secret in a message', () => {
    const text = problemsOf({ DATABASE_URL: 'mysql://u:hunter2@db', REDIS_URL: 'http://:hunter2@r', SMTP_URL: 'ftp://:hunter2@m' }).join();
    expect(text).not.toContain('hunter2');
  });

  it('takes secrets from files, and refuses a secret given twice', () => {
    mkdirSync(join(folder, 'secrets'));
    const file = join(folder, 'secrets/database');
    writeFileSync(file, 'postgres://u:p@db/fairslot\n');
    expect(parseConfig({ DATABASE_URL_FILE: file }, folder).databaseUrl).toBe('postgres://u:p@db/fairslot');
    expect(problemsOf({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgres://db' })).toEqual([expect.stringContaining('both set')]);
    expect(problemsOf({ REDIS_URL_FILE: join(folder, 'nowhere') })).toEqual([
      expect.stringContaining("REDIS_URL_FILE can't be read (ENOENT"),
    ]);
  });

  it.each([
    ['2', 2],
    ['10.0.0.1, 10.1.0.0/16', ['10.0.0.1', '10.1.0.0/16']],
    ['loopback', ['loopback']],
  ])('trusts named proxies: %s', (value, expected) => {
    expect(parseConfig({ TRUST_PROXY: value }, folder).http.trustProxy).toEqual(expected);
  });
});

describe('the data folder, where PostgreSQL runs as another account than ours (we are root)', () => {
  const account = () => ({ name: 'postgres', uid: 61_234, gid: 61_234 });

  it('moves out of a closed home by default, and is refused there when chosen', () => {
    const open = createTemporaryFolder();
    try {
      const home = join(open, 'home');
      mkdirSync(home, { mode: 0o700 });
      expect(parseConfig({}, open, account).dataFolder).toBe(join(open, 'var'));
      expect(parseConfig({}, home, account).dataFolder).toBe('/var/lib/fairslot');
      const chosen = { FAIRSLOT_DATA: join(home, 'data') };
      expect(() => parseConfig(chosen, open, account)).toThrow(/FAIRSLOT_DATA lies below .*home, which the account/);
      expect(parseConfig({ ...chosen, DATABASE_URL: 'postgres://db' }, open, account).dataFolder).toBe(join(home, 'data'));
    } finally {
      removeFolder(open);
    }
  });
});
