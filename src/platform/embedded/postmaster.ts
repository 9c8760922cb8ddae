import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProcess, isSameProcess } from './process-table';

/** Setting by which a server of ours carries the identity of the process that owns it, visible in its command line. */
export const OWNER_SETTING = 'fairslot.owner';

/** A server found running on a data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly socketFolder: string;
  readonly status: 'starting' | 'stopping' | 'ready' | 'unknown';
  /** false: whoever started it has died, and it is stopping or about to be stopped. */
  readonly hasLiveOwner: boolean;
}

/**
 * The server that runs on `dataFolder`, judged by `postmaster.pid` AND by what the process really is: the file survives
 * a crash, and its number may belong to something else by now.
 */
export function findPostmaster(dataFolder: string): Postmaster | null {
  const lines = readPidFile(dataFolder);
  if (!lines) return null;
  const pid = Number(lines[0]);
  const commandLine = findProcess(pid)?.commandLine ?? '';
  if (!commandLine.includes('postgres') || !commandLine.includes(dataFolder)) return null;
  const status = lines[7]?.trim();
  return {
    pid,
    socketFolder: lines[4] ?? '',
    status: status === 'ready' || status === 'starting' || status === 'stopping' ? status : 'unknown',
    hasLiveOwner: isSameProcess(ownerIn(commandLine)),
  };
}

function ownerIn(commandLine: string): string {
  return new RegExp(`${OWNER_SETTING}=(\\S+)`).exec(commandLine)?.[1] ?? '';
}

/**
 * Removes a `postmaster.pid` whose number is in use by a process that is no server of this folder; PostgreSQL would
 * refuse to start on it. (A number nobody uses it handles itself, and a server that is hidden from us it still finds by
 * the shared memory of the folder.)
 */
export function removeMisleadingPidFile(dataFolder: string): void {
  const lines = readPidFile(dataFolder);
  if (!lines || findPostmaster(dataFolder)) return;
  if (isNumberTaken(Number(lines[0]))) rmSync(join(dataFolder, 'postmaster.pid'), { force: true });
}

function isNumberTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readPidFile(dataFolder: string): string[] | null {
  try {
    return readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
