import { resolve } from 'node:path';
import { type Account, findClosedFolder, findDatabaseAccount } from '../embedded/account';
import { EnvironmentReader, isLoopback } from './environment-reader';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const OWN_VARIABLES = ['FAIRSLOT_DATA', 'FAIRSLOT_KEYS_FILE', 'FAIRSLOT_STAFF_FILE', 'FAIRSLOT_LOG_ORIGIN'];
const PUBLIC_RELAYS = 'https://api.drand.sh,https://api2.drand.sh,https://api3.drand.sh,https://drand.cloudflare.com';
/** Where the data go when the working folder is closed to the account PostgreSQL runs as (below /root, mostly). */
const SYSTEM_DATA_FOLDER = '/var/lib/fairslot';

/** Everything the environment decides, parsed once. Frozen: nobody changes it while the process runs. */
export interface Config {
  /** Absolute. Holds the embedded database, the keys, and the mail and SMS folders. */
  readonly dataFolder: string;
  readonly keysFile: string;
  readonly staffFile: string;
  readonly http: {
    readonly host: string;
    /** 0 lets the system choose a free one. */
    readonly port: number;
    /** Origin (no trailing slash) used in links that leave the process. */
    readonly publicUrl: string;
    /** false, a number of proxies, or the proxies' addresses; "trust everybody" can't be configured. */
    readonly trustProxy: false | number | string[];
    /** Bytes. */
    readonly bodyLimit: number;
  };
  /** null: PostgreSQL runs embedded. */
  readonly databaseUrl: string | null;
  /** null: the queue lives in PostgreSQL. */
  readonly redisUrl: string | null;
  /** Name of the transparency log, as in the first line of its checkpoints. */
  readonly logOrigin: string;
  readonly beacon: { readonly kind: 'drand' | 'practice'; readonly relays: readonly string[] };
  /** smtpUrl null: letters are written to `<dataFolder>/mail`. */
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  /** gatewayUrl null: messages are written to `<dataFolder>/sms`. */
  readonly sms: { readonly gatewayUrl: string | null; readonly gatewayToken: string | null };
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Seconds between two looks for work the queue may have lost. */
  readonly sweepSeconds: number;
}

/** All mistakes of an environment; `problems` has one line for each. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Turns an environment into a configuration.
 * @param folder what relative paths start from
 * @param findAccount the account an embedded database would run as, null when it is our own
 * @throws ConfigError with every mistake, never only the first.
 */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
  folder = process.cwd(),
  findAccount: () => Account | null = findDatabaseAccount,
): Config {
  const read = new EnvironmentReader(environment);
  read.refuseUnknown('FAIRSLOT_', OWN_VARIABLES);
  const databaseUrl = read.address('DATABASE_URL', read.secret('DATABASE_URL'), ['postgres', 'postgresql']);
  const dataFolder = readDataFolder(read, folder, databaseUrl === null ? findAccount() : null);
  const config: Config = {
    dataFolder,
    keysFile: resolve(folder, read.text('FAIRSLOT_KEYS_FILE') ?? `${dataFolder}/keys.json`),
    staffFile: resolve(folder, read.text('FAIRSLOT_STAFF_FILE') ?? `${dataFolder}/staff.json`),
    http: readHttp(read),
    databaseUrl,
    redisUrl: read.address('REDIS_URL', read.secret('REDIS_URL'), ['redis', 'rediss']),
    logOrigin: readLogOrigin(read),
    beacon: { kind: read.oneOf('BEACON', 'drand', ['drand', 'practice']), relays: readRelays(read) },
    mail: readMail(read),
    sms: readSms(read),
    logLevel: read.oneOf('LOG_LEVEL', 'info', LOG_LEVELS),
    sweepSeconds: read.integer('SWEEP_SECONDS', 5, 1, 3600),
  };
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return deepFreeze(config);
}

function readDataFolder(read: EnvironmentReader, folder: string, account: Account | null): string {
  const chosen = read.text('FAIRSLOT_DATA');
  const path = resolve(folder, chosen ?? './var');
  const closed = account && findClosedFolder(path, account);
  if (!closed) return path;
  if (chosen === null) return SYSTEM_DATA_FOLDER;
  read.problem(
    'FAIRSLOT_DATA',
    `lies below ${closed}, which the account "${account.name}" that PostgreSQL runs as can't enter: ` +
      `choose another folder (${SYSTEM_DATA_FOLDER}, for example) or set DATABASE_URL`,
  );
  return path;
}

function readHttp(read: EnvironmentReader): Config['http'] {
  const host = read.text('HOST') ?? '127.0.0.1';
  const port = read.integer('PORT', 8080, 0, 65535);
  const given = read.webAddress('PUBLIC_URL', read.text('PUBLIC_URL'));
  if (given === null && !isLoopback(host)) {
    read.problem('PUBLIC_URL', `must be set when HOST is ${host}: letters and receipts carry links to it`);
  }
  if (given !== null && !/^https?:\/\/[^/?#@]+\/?$/.test(given)) {
    read.problem('PUBLIC_URL', 'must be an origin, without path, query or password (https://slots.example.org)');
  }
  const publicUrl = (given ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/$/, '');
  return { host, port, publicUrl, trustProxy: readTrustProxy(read), bodyLimit: read.integer('BODY_LIMIT', 65536, 1024, 100 << 20) };
}

function readTrustProxy(read: EnvironmentReader): Config['http']['trustProxy'] {
  const value = read.text('TRUST_PROXY');
  if (value === null || value === 'false' || value === '0') return false;
  if (/^[1-9]$/.test(value)) return Number(value);
  const addresses = value.split(',').map((part) => part.trim());
  if (addresses.every((address) => /^(loopback|linklocal|uniquelocal|[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*(\/\d{1,3})?)$/.test(address))) {
    return addresses;
  }
  read.problem('TRUST_PROXY', 'must be a number of proxies (1 to 9) or their addresses, separated by commas');
  return false;
}

function readLogOrigin(read: EnvironmentReader): string {
  const origin = read.text('FAIRSLOT_LOG_ORIGIN') ?? 'fairslot.example/log';
  if (!/^[a-z0-9.-]+(:\d+)?(\/[A-Za-z0-9._~/-]*)?$/.test(origin)) {
    read.problem('FAIRSLOT_LOG_ORIGIN', 'must be a host name and path without scheme (slots.example.org/log)');
  }
  return origin;
}

function readRelays(read: EnvironmentReader): string[] {
  const relays = (read.text('DRAND_RELAYS') ?? PUBLIC_RELAYS).split(',').map((relay) => relay.trim().replace(/\/$/, ''));
  for (const relay of relays) read.webAddress('DRAND_RELAYS', relay);
  return relays;
}

function readMail(read: EnvironmentReader): Config['mail'] {
  const smtpUrl = read.address('SMTP_URL', read.secret('SMTP_URL'), ['smtp', 'smtps']);
  const from = read.text('MAIL_FROM');
  if (smtpUrl !== null && from === null) read.problem('MAIL_FROM', 'must be set when SMTP_URL is');
  if (from !== null && !/^([^<>@\r\n]* <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/.test(from)) {
    read.problem('MAIL_FROM', 'must be an address (slots@example.org) or "Name <slots@example.org>"');
  }
  return { smtpUrl, from: from ?? 'Fairslot <no-reply@fairslot.example>' };
}

function readSms(read: EnvironmentReader): Config['sms'] {
  const gatewayUrl = read.webAddress('SMS_GATEWAY_URL', read.text('SMS_GATEWAY_URL'));
  const gatewayToken = read.secret('SMS_GATEWAY_TOKEN');
  if ((gatewayUrl === null) !== (gatewayToken === null)) {
    read.problem('SMS_GATEWAY_URL', 'and SMS_GATEWAY_TOKEN belong together: set both or none');
  }
  return { gatewayUrl, gatewayToken };
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (part !== null && typeof part === 'object') deepFreeze(part);
  return Object.freeze(value);
}
