import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, findClosedFolder, findDatabaseAccount } from './account';
import type { Binaries } from './binaries';
import { findProcess } from './process-table';

/** The kernel's limit for the path of a Unix socket is 103 bytes and an end mark. */
const SOCKET_PATH_LIMIT = 103;
const SOCKET_NAME = '.s.PGSQL.5432';

/** The folders of one embedded server. `base` and all below belong to the account that PostgreSQL runs as, mode 0700. */
export interface Folders {
  readonly account: Account | null;
  readonly base: string;
  readonly data: string;
  readonly run: string;
  readonly copies: string;
  readonly logFile: string;
}

/**
 * Makes the folders below `dataFolder` and decides which account they and the server belong to.
 * @throws Error in plain words when a folder is closed to that account or belongs to another one.
 */
export function prepareFolders(dataFolder: string): Folders {
  if (process.platform === 'win32') throw new Error('Embedded PostgreSQL does not run on Windows: set DATABASE_URL.');
  const base = join(dataFolder, 'postgres');
  mkdirSync(dataFolder, { recursive: true });
  const account = findDatabaseAccount() && (ownerOf(base) ?? findDatabaseAccount());
  const closed = account && findClosedFolder(dataFolder, account);
  if (closed) {
    throw new Error(
      `PostgreSQL runs as the account "${account.name}", which can't enter ${closed}. ` +
        'Set FAIRSLOT_DATA to another folder (/var/lib/fairslot, for example), or set DATABASE_URL.',
    );
  }
  const folders = { account, base, data: join(base, 'data'), run: join(base, 'run'), copies: join(base, 'programs') };
  try {
    for (const folder of [base, folders.run, folders.copies, join(base, 'log')]) claim(folder, account);
  } catch (error) {
    throw new Error(`${base} belongs to another account; start Fairslot as that one. (${(error as Error).message})`);
  }
  return { ...folders, logFile: join(base, 'log', 'server.log') };
}

/** Whoever ran the cluster first keeps it: a later start as root must not take it away from an ordinary user. */
function ownerOf(base: string): Account | null {
  const stat = statSync(base, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { name: `uid ${stat.uid}`, uid: stat.uid, gid: stat.gid } : null;
}

function claim(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (account) chownSync(folder, account.uid, account.gid);
}

/**
 * Creates the cluster unless it exists: in a temporary folder that is renamed when complete, so that no crash leaves half
 * of one and two starters can't disturb each other.
 * @param durable false leaves out flushing to disk (tests)
 */
export function createCluster(folders: Folders, binaries: Binaries, durable: boolean): void {
  removeAbandonedDrafts(folders.base);
  if (existsSync(join(folders.data, 'PG_VERSION'))) return;
  const draft = join(folders.base, `draft-${process.pid}-${randomUUID()}`);
  // The sort order and case rules built into PostgreSQL do not depend on what the host has installed.
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  // "trust" reaches as far as the socket's folder: this account and root.
  const options = ['--auth=trust', '--username=postgres', '--no-instructions', ...(durable ? [] : ['--no-sync'])];
  const run = spawnSync(binaries.initdb, ['-D', draft, ...locale, ...options], {
    ...identityOf(folders.account),
    cwd: '/',
    env: serverEnvironment(),
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not create its data folder: ${run.error?.message ?? run.stderr.trim()}`);
  }
  try {
    renameSync(draft, folders.data);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process was faster; its cluster is as good as ours.
    if (!existsSync(join(folders.data, 'PG_VERSION'))) throw error;
  }
}

function removeAbandonedDrafts(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = /^draft-(\d+)-/.exec(name)?.[1];
    if (pid && !findProcess(Number(pid))) rmSync(join(base, name), { recursive: true, force: true });
  }
}

/**
 * The folder for the server's socket: `run`, or a short temporary one where the path would be too long for a socket.
 * Others learn the folder from `postmaster.pid`.
 */
export function chooseSocketFolder(folders: Folders): string {
  if (Buffer.byteLength(join(folders.run, SOCKET_NAME)) <= SOCKET_PATH_LIMIT) return folders.run;
  const short = mkdtempSync(join(tmpdir(), 'fairslot-'));
  if (folders.account) chownSync(short, folders.account.uid, folders.account.gid);
  return short;
}

export function identityOf(account: Account | null): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Nothing of the service's own environment, which may hold passwords. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
