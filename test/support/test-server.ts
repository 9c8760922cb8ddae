import { accessSync, chmodSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { EMBEDDED_LOGINS, migrate } from '../../src/platform/database';
import { startEmbeddedPostgres } from '../../src/platform/embedded';
import { identifyProcess } from '../../src/platform/embedded/process-table';
import { runAfterOurEnd } from './lifeline';

const TEMPLATE = 'test_template';
/** Waits for the server's own lifeline to stop it, then clears up. */
const CLEAR_UP = 'while [ -e "$0/postgres/data/postmaster.pid" ]; do sleep 0.1; done; rm -rf "$0"';

/**
 * The PostgreSQL that all test files of one jest run share, with a migrated template database. The first file that needs
 * it starts it, the other processes attach, and it ends with the process that started it. Tests of pure code pay nothing.
 * @returns the socket's folder
 */
export async function startTestServer(): Promise<string> {
  const name = `fs-jest-${identifyRun()}`;
  const folder = join(findRoom(name), name);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
  // A test run has nothing to lose in a power cut.
  const settings = { fsync: 'off', full_page_writes: 'off', max_wal_size: '512MB', autovacuum: 'off', deadlock_timeout: '50ms' };
  const server = await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined, settings });
  if (server.owner) runAfterOurEnd(CLEAR_UP, folder);
  const { host } = server.connections.owner;
  await ensureTemplate(host);
  return host;
}

/** Bytes in memory that the tests' databases may take and leave the machine enough. */
const ROOM = 4 * 1024 ** 3;
const IN_MEMORY = '/dev/shm';

/**
 * Where the server keeps its files: in memory where there is room. A database has 700 files and most tests make one, which takes a disk up to
 * thirty times as long. All processes of a run find the same place: the one that comes first has made the folder there.
 */
function findRoom(name: string): string {
  for (const place of [IN_MEMORY, tmpdir()]) if (existsSync(join(place, name))) return place;
  if (!isWritable(IN_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  // What a container may have, where it has a limit: files in memory count.
  const free = Math.min(freemem(), process.constrainedMemory() || Infinity);
  return bavail * bsize > ROOM && free > ROOM ? IN_MEMORY : tmpdir();
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Jest's main process, the same word in all its workers and never the same in another run. */
export function identifyRun(): string {
  return identifyProcess(process.argv[1]?.includes('processChild') ? process.ppid : process.pid);
}

/** Runs `work` on a session of the server's administrator. */
export async function asAdministrator<T>(host: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Two jest workers may come at once: one migrates, the other waits at the lock. */
async function ensureTemplate(host: string): Promise<void> {
  await asAdministrator(host, async (client) => {
    await client.query(`SELECT pg_advisory_lock(hashtextextended('test template', 0))`);
    const finished = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [TEMPLATE]);
    if (finished.rowCount === 1) return;
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
    await client.query(`CREATE DATABASE ${TEMPLATE} OWNER ${EMBEDDED_LOGINS.owner}`);
    await migrate({ host, user: EMBEDDED_LOGINS.owner, database: TEMPLATE }, { queueOnPostgres: true });
    await client.query(`ALTER DATABASE ${TEMPLATE} IS_TEMPLATE true`);
    // Tests ask as the owner what the service's sessions wait for, and end some.
    await client.query(`GRANT pg_read_all_stats, pg_signal_backend TO ${EMBEDDED_LOGINS.owner}`);
  });
}

/** @param migrated false: an empty database */
export async function createDatabase(host: string, name: string, migrated: boolean): Promise<void> {
  const template = migrated ? TEMPLATE : 'template1';
  await asAdministrator(host, async (client) => {
    await client.query(`CREATE DATABASE ${name} OWNER ${EMBEDDED_LOGINS.owner} TEMPLATE ${template} STRATEGY file_copy`);
    // What was granted on a database is not copied with it; of a schema and its tables it is.
    await client.query(`REVOKE CREATE, TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
  });
}

export async function dropDatabase(host: string, name: string): Promise<void> {
  await asAdministrator(host, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}
