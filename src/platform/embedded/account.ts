import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** An operating-system account, by number; `name` is for messages only. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; these accounts exist on every usual system and own nothing of value. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * The account PostgreSQL has to run as, or null when it can run as ourselves (we are not root).
 * @throws Error when we are root and none of the candidate accounts exists.
 */
export function findDatabaseAccount(passwdFile = '/etc/passwd'): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync(passwdFile, 'utf8').split('\n');
  for (const name of CANDIDATES) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { name, uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    `PostgreSQL does not run as root, and this system has none of the accounts ${CANDIDATES.join(', ')}. ` +
      'Start Fairslot as an ordinary user, or set DATABASE_URL.',
  );
}

/**
 * The first folder on the way to `path` that `account` may not pass through, or null when the way is free.
 * Folders that do not exist yet end the search: whoever creates them decides their mode.
 */
export function findClosedFolder(path: string, account: Account): string | null {
  const chain: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    chain.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of chain) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (!stat) return null;
    if (stat.isDirectory() && !mayPass(stat, account)) return folder;
  }
  return null;
}

function mayPass(stat: { mode: number; uid: number; gid: number }, account: Account): boolean {
  if (stat.uid === account.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === account.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
