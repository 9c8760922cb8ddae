import { resolve } from 'node:path';
import { type Account, findClosedFolder, findDatabaseAccount } from '../embedded/account';
import { EnvironmentReader } from './environment-reader';
import { type Authority, readAuthority } from './authority';
import { type Config, LOG_LEVELS } from './config-shape';
import { readHttp, readLogOrigin, readMail, readOidc, readRelays, readSms } from './sections';
import { readRetention } from './retention';

const OWN_VARIABLES = ['FAIRSLOT_DATA', 'FAIRSLOT_KEYS_FILE', 'FAIRSLOT_STAFF_FILE', 'FAIRSLOT_LOG_ORIGIN', 'FAIRSLOT_AUTHORITY_FILE'];
/** Where the data go when the working folder is closed to the account PostgreSQL runs as (below /root, mostly). */
const SYSTEM_DATA_FOLDER = '/var/lib/fairslot';

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
  const migrationDatabaseUrl = read.address('MIGRATION_DATABASE_URL', read.secret('MIGRATION_DATABASE_URL'), ['postgres', 'postgresql']);
  if (migrationDatabaseUrl !== null && databaseUrl === null) read.problem('MIGRATION_DATABASE_URL', 'belongs to DATABASE_URL: set both');
  const dataFolder = readDataFolder(read, folder, databaseUrl === null ? findAccount() : null);
  const config: Config = {
    dataFolder,
    keysFile: resolve(folder, read.text('FAIRSLOT_KEYS_FILE') ?? `${dataFolder}/keys.json`),
    staffFile: resolve(folder, read.text('FAIRSLOT_STAFF_FILE') ?? `${dataFolder}/staff.json`),
    authority: readAuthorityFile(read, folder),
    http: readHttp(read),
    databaseUrl,
    migrationDatabaseUrl,
    redisUrl: read.address('REDIS_URL', read.secret('REDIS_URL'), ['redis', 'rediss']),
    logOrigin: readLogOrigin(read),
    beacon: { kind: read.oneOf('BEACON', 'drand', ['drand', 'practice']), relays: readRelays(read) },
    mail: readMail(read),
    sms: readSms(read),
    reminderDays: read.integer('REMINDER_DAYS', 3, 0, 14),
    hearingDays: read.integer('HEARING_DAYS', 3, 1, 60),
    objectionDays: read.integer('OBJECTION_DAYS', 3, 1, 60),
    lettersPerContact: read.integer('LETTERS_PER_CONTACT', 10, 1, 10_000),
    oidc: readOidc(read),
    staffSessions: {
      idleSeconds: read.integer('STAFF_SESSION_IDLE_SECONDS', 1800, 60, 86400),
      longestSeconds: read.integer('STAFF_SESSION_LONGEST_SECONDS', 36000, 60, 604800),
    },
    retention: readRetention(read),
    proofOfWork: read.oneOf('PROOF_OF_WORK', 'off', ['off', 'on']) === 'on',
    logLevel: read.oneOf('LOG_LEVEL', 'info', LOG_LEVELS),
    queueLockSeconds: read.integer('QUEUE_LOCK_SECONDS', 15, 3, 300),
    sweepSeconds: read.integer('SWEEP_SECONDS', 5, 1, 3600),
  };
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return deepFreeze(config);
}

function readAuthorityFile(read: EnvironmentReader, folder: string): Authority {
  const file = read.text('FAIRSLOT_AUTHORITY_FILE');
  try {
    return readAuthority(file && resolve(folder, file));
  } catch (error) {
    read.problem('FAIRSLOT_AUTHORITY_FILE', (error as Error).message);
    return readAuthority(null);
  }
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

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (part !== null && typeof part === 'object') deepFreeze(part);
  return Object.freeze(value);
}
