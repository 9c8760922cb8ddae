import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { findDatabaseAccount } from '../../src/platform/embedded';
import { identityOf, prepareFolders, serverEnvironment } from '../../src/platform/embedded/cluster';
import { launchServer } from '../../src/platform/embedded/server-process';
import { createTemporaryFolder, removeFolder } from './temporary-folder';
import { findFreePort } from './test-redis';

/** Where Debian's packages put each version. */
const PROGRAMS = '/usr/lib/postgresql';
const PATIENCE_MS = 60_000;

/** A PostgreSQL server that is not ours, with nothing in it. */
export interface DebianPostgres {
  readonly port: number;
  /** As `15`. */
  readonly version: number;
  /** A session of the server's administrator, who comes through its socket. */
  asAdministrator<T>(work: (client: Client) => Promise<T>, database?: string): Promise<T>;
  stop(): Promise<void>;
}

/**
 * Starts the server of Debian's package `postgresql` on a folder of its own; the one that Debian may run on port 5432 is left alone. Logins come
 * over TCP with passwords, as from another machine. Ends with this process, however that happens.
 * @throws Error when the package is missing
 */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const version = findNewest();
  const folder = createTemporaryFolder('debian-pg');
  const folders = prepareFolders(folder);
  createDebianCluster(version, folders.data);
  const port = await findFreePort();
  const settings = { listen_addresses: '127.0.0.1', port: String(port), fsync: 'off' };
  const server = await launchServer(program(version, 'postgres'), folders, folders.run, settings, PATIENCE_MS);
  if (server === null) throw new Error(`somebody else runs a server on ${folders.data}`);
  return {
    port,
    version,
    asAdministrator: async (work, database = 'postgres') => {
      const client = new Client({ host: folders.run, port, user: 'postgres', database });
      await client.connect();
      return work(client).finally(() => client.end());
    },
    stop: async () => {
      await server.stop();
      removeFolder(folder);
    },
  };
}

function findNewest(): number {
  try {
    const versions = readdirSync(PROGRAMS).map(Number).filter(Number.isInteger);
    return Math.max(...versions);
  } catch {
    throw new Error("there is no PostgreSQL of Debian's: is it installed? (apt-get install postgresql)");
  }
}

const program = (version: number, name: string): string => join(PROGRAMS, String(version), 'bin', name);

/** As Debian makes one: the locale's sort order, the socket for whoever has the account, passwords for everybody else. */
function createDebianCluster(version: number, data: string): void {
  const options = [
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    '--username=postgres',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ];
  const run = spawnSync(program(version, 'initdb'), ['-D', data, ...options], {
    ...identityOf(findDatabaseAccount()),
    cwd: '/',
    env: serverEnvironment(),
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`initdb of PostgreSQL ${version}: ${run.error?.message ?? run.stderr}`);
}
