import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeys, parseConfig } from '../../src/platform/config';
import { fingerprintOf } from '../../src/platform/crypto';
import { openInstallationKeys } from '../../src/platform/installation';
import { openRuntime } from '../../src/platform/runtime';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { startTestDatabase, type TestDatabase } from '../support/test-database';
import { createTestLogger } from '../support/test-logger';

const ORIGIN = 'slots.example/log';

describe('installation', () => {
  let folder: string;
  let database: TestDatabase;
  beforeEach(async () => {
    folder = createTemporaryFolder('inst');
    database = await startTestDatabase();
  });
  afterEach(async () => {
    await database.stop();
    removeFolder(folder);
  });

  const fileAt = (name = 'keys.json'): string => join(folder, name);
  const open = (name?: string, logOrigin = ORIGIN) => openInstallationKeys({ keysFile: fileAt(name), logOrigin }, database.connection);
  const rows = () => database.query('SELECT id, keys_fingerprint, log_origin FROM installation');

  /** Another key file: the same but for what `change` returns. */
  function writeKeys(name: string, change: (content: Record<string, unknown>) => Record<string, unknown>): void {
    const content = JSON.parse(readFileSync(fileAt(), 'utf8')) as Record<string, unknown>;
    writeFileSync(fileAt(name), JSON.stringify({ ...content, ...change(content) }), { mode: 0o600 });
  }

  it('makes keys at the first start and notes whose the database is', async () => {
    const keys = await open();
    expect(openKeys(fileAt())).toEqual(keys);
    expect(await rows()).toEqual([{ id: true, keys_fingerprint: fingerprintOf(keys), log_origin: ORIGIN }]);
  });

  it('takes the keys that are there at the first start', async () => {
    const keys = openKeys(fileAt());
    expect(await open()).toEqual(keys);
  });

  it('finds itself again at the second start', async () => {
    const keys = await open();
    const before = await rows();
    expect(await open()).toEqual(keys);
    expect(await rows()).toEqual(before);
  });

  it('stays the same while its data keys change', async () => {
    await open();
    writeKeys('rotated.json', ({ dataKeys }) => ({ dataKeys: ['ab'.repeat(32), ...(dataKeys as string[])] }));
    expect((await open('rotated.json')).dataKeys).toHaveLength(2);
  });

  it.each(['hashPepper', 'logSigningSeed', 'receiptSigningSeed'])('refuses another %s, and says which file to look at', async (name) => {
    await open();
    const before = await rows();
    writeKeys('other.json', () => ({ [name]: 'ab'.repeat(32) }));
    const error = await open('other.json').catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ message: expect.stringContaining(`The keys in ${fileAt('other.json')} are not those`) });
    expect((error as Error).message).not.toMatch(/[0-9a-f]{16}/);
    expect(await rows()).toEqual(before);
  });

  it('refuses two keys in each other’s place', async () => {
    await open();
    writeKeys('other.json', ({ logSigningSeed, receiptSigningSeed }) => ({
      logSigningSeed: receiptSigningSeed,
      receiptSigningSeed: logSigningSeed,
    }));
    await expect(open('other.json')).rejects.toThrow('are not those');
  });

  it('makes no second keys where the key file is missing, and says where it was expected', async () => {
    await open();
    await expect(open('elsewhere/keys.json')).rejects.toThrow(`expected at ${fileAt('elsewhere/keys.json')}`);
    expect(readdirSync(folder)).toEqual(['keys.json']);
  });

  it('refuses another name for its log, and says which it had', async () => {
    await open();
    await expect(open('keys.json', 'other.example/log')).rejects.toThrow(`set FAIRSLOT_LOG_ORIGIN=${ORIGIN}`);
    expect(await rows()).toMatchObject([{ log_origin: ORIGIN }]);
  });

  it('leaves the database to nobody when the first start finds a damaged key file', async () => {
    writeFileSync(fileAt(), '{', { mode: 0o600 });
    await expect(open()).rejects.toThrow('not a key file');
    expect(await rows()).toEqual([]);
  });

  it('is one when many processes start at once with one key file', async () => {
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => open()));
    for (const keys of others) expect(keys).toEqual(first);
    expect(await rows()).toHaveLength(1);
  });

  it('lets one in when two start at once with key files of their own, and the other leaves none behind', async () => {
    const results = await Promise.allSettled([open('a.json'), open('b.json')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(readdirSync(folder)).toEqual([results[0].status === 'fulfilled' ? 'a.json' : 'b.json']);
    expect(await rows()).toHaveLength(1);
  });

  it('can’t be changed, removed or doubled', async () => {
    await open();
    await expect(database.query(`UPDATE installation SET log_origin = 'x'`)).rejects.toThrow('only grows');
    await expect(database.query('DELETE FROM installation')).rejects.toThrow('only grows');
    await expect(database.query('TRUNCATE installation')).rejects.toThrow('only grows');
    for (const id of ['true', 'false']) {
      const insert = `INSERT INTO installation (id, keys_fingerprint, log_origin) VALUES (${id}, 'x', 'x')`;
      await expect(database.query(insert)).rejects.toThrow(/pk_installation|ck_installation_one_row/);
    }
  });

  it.each([true, false])('is checked by every process that opens the database (migrate: %s)', async (migrate) => {
    const addresses = { DATABASE_URL: urlOf(database.connection), MIGRATION_DATABASE_URL: urlOf(database.owner) };
    const start = async (environment: Record<string, string>): Promise<void> => {
      const config = parseConfig({ FAIRSLOT_DATA: folder, ...addresses, ...environment });
      const runtime = await openRuntime(config, { migrate, logger: createTestLogger().logger });
      expect(runtime.keys).toEqual(openKeys(config.keysFile));
      await runtime.close();
    };
    await start({});
    await start({});
    await expect(start({ FAIRSLOT_KEYS_FILE: fileAt('wrong.json') })).rejects.toThrow('restore it from its copy');
    expect(existsSync(fileAt('wrong.json'))).toBe(false);
    await expect(start({ FAIRSLOT_LOG_ORIGIN: ORIGIN })).rejects.toThrow('FAIRSLOT_LOG_ORIGIN=fairslot.example/log');
  });

  it('warns at every start that signs in as the owner of the tables, and at no other', async () => {
    const warnings = async (environment: Record<string, string>): Promise<string[]> => {
      const log = createTestLogger();
      const runtime = await openRuntime(parseConfig({ FAIRSLOT_DATA: folder, ...environment }), { migrate: true, logger: log.logger });
      await runtime.close();
      return log.lines().flatMap(({ level, msg }) => (level === 'warn' ? [msg as string] : []));
    };
    const [service, owner] = [urlOf(database.connection), urlOf(database.owner)];
    expect(await warnings({ DATABASE_URL: service, MIGRATION_DATABASE_URL: owner })).toEqual([]);
    expect(await warnings({ DATABASE_URL: owner })).toEqual([expect.stringContaining('owner of its tables')]);
  });
});

function urlOf({ host, user, database }: { host: string; user: string; database: string }): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(host)}`;
}
