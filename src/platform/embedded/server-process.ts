import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_CONNECTIONS } from '../database/pool-sizes';
import { type Folders, identityOf, serverEnvironment } from './cluster';
import { findPostmaster, OWNER_SETTING } from './postmaster';
import { identifyProcess } from './process-table';

const POLL_MS = 15;
const LOG_LIMIT = 5 << 20;
const FAST_SHUTDOWN_MS = 20_000;
/** Another server has the folder, or the memory of one that was killed is not released yet: worth another look. */
const HELD_BY_ANOTHER = /lock file .* already exists|pre-existing shared memory block/;

/**
 * `$0` is the data folder, the arguments are the server's command. A watcher waits for the pipe on descriptor 3: "bye"
 * ends it, end-of-file means that our process died in whatever way, so it stops the server, after 20 s the hard way.
 * Before each signal it makes sure that the number still is the server's (`exec` keeps `$$`).
 */
const LIFELINE = `
still_there() { read pid <"$0/postmaster.pid" && [ "$pid" = $$ ]; } 2>/dev/null
( (
  read word <&3
  [ "$word" = bye ] && exit
  kill -INT $$ && sleep 20 && still_there && kill -QUIT $$
) & )
exec 3<&-
exec "$@"`;

/** A server started by this process. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, sessions ended; the hard way after 20 s. */
  stop(): Promise<void>;
}

/**
 * Starts the server and waits until it accepts connections.
 * @returns null when somebody else holds the data folder at this moment
 * @throws Error with the server's last words when it ends for another reason or is not ready within `patienceMs`
 */
export async function launchServer(
  binary: string,
  folders: Folders,
  socketFolder: string,
  settings: Readonly<Record<string, string>>,
  patienceMs: number,
): Promise<ServerProcess | null> {
  const logStart = rotateLog(folders.logFile);
  const server = spawnServer(binary, folders, commandSettings(socketFolder, settings));
  const deadline = Date.now() + patienceMs;
  for (let ended = false; ;) {
    const postmaster = findPostmaster(folders.data);
    if (postmaster?.pid === server.child.pid && postmaster?.status === 'ready') return server;
    ended = await Promise.race([server.ended.then(() => true), sleep(POLL_MS, false)]);
    if (!ended && Date.now() < deadline) continue;
    const words = readFileSync(folders.logFile, 'utf8').slice(logStart).trim();
    if (!ended) await server.stop();
    if (ended && HELD_BY_ANOTHER.test(words)) return null;
    throw new Error(`PostgreSQL did not start:\n${words.split('\n').slice(-12).join('\n')}\n(${folders.logFile})`);
  }
}

function spawnServer(binary: string, folders: Folders, settings: readonly string[]): ServerProcess {
  const log = openSync(folders.logFile, 'a', 0o600);
  if (folders.account) fchownSync(log, folders.account.uid, folders.account.gid);
  const child = spawn('/bin/sh', ['-c', LIFELINE, folders.data, binary, '-D', folders.data, ...settings], {
    ...identityOf(folders.account),
    cwd: '/',
    env: serverEnvironment(),
    // A session of its own: Ctrl-C reaches the application, which stops the server last, and not the server first.
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);
  const lifeline = child.stdio[3] as Writable & { unref?: () => void };
  lifeline.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  // Disarmed only when the server is gone: if we die in the middle of stopping, the watcher finishes the work.
  void ended.then(() => lifeline.end('bye\n'));
  child.unref();
  lifeline.unref?.();
  return { child, ended, stop: () => stopServer(child, ended) };
}

async function stopServer(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  child.kill('SIGINT');
  const hard = setTimeout(() => child.kill('SIGQUIT'), FAST_SHUTDOWN_MS);
  await ended;
  clearTimeout(hard);
}

function commandSettings(socketFolder: string, settings: Readonly<Record<string, string>>): string[] {
  const all: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: String(MAX_CONNECTIONS),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // Statements and the details of violated constraints would carry personal data into a log file.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    [OWNER_SETTING]: identifyProcess(process.pid),
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** @returns where this start's lines will begin */
function rotateLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_LIMIT) return size;
  renameSync(file, `${file}.1`);
  return 0;
}
