import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, prepareBinaries } from './binaries';
import { chooseSocketFolder, createCluster, type Folders, prepareFolders } from './cluster';
import { connectionsTo, ensureDatabase, waitForSessionsToEnd } from './housekeeping';
import { findPostmaster, type Postmaster, removeMisleadingPidFile } from './postmaster';
import { launchServer, type ServerProcess } from './server-process';

const START_PATIENCE_MS = 60_000;
/** How long a server whose owner died may go on before we do what its watcher should have done. */
const ORPHAN_PATIENCE_MS = 500;
const POLL_MS = 50;
const RESTARTS_A_MINUTE = 3;

type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

interface EmbeddedOptions {
  /** Absolute; the server lives in its subfolder `postgres`. */
  readonly dataFolder: string;
  readonly log: Log;
  /** Further server settings, for example `fsync=off` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called when our server ended by itself and could not be brought back: the process has no database any more. */
  readonly onLost?: () => void;
}

export interface EmbeddedPostgres {
  /** For `pg`, TypeORM and BullMQ: `host` is the socket's folder. `service` can do what it was granted, `owner` migrates and grants. */
  readonly connections: ReturnType<typeof connectionsTo>;
  /** true: this process started the server, and `stop()` stops it. false: attached to another process's server. */
  readonly owner: boolean;
  /** Call last, when every pool is closed. Does nothing where we are attached. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL as a child of this process, or attaches to the one that another live process runs on the same folder.
 * The server never outlives its owner: when that dies in whatever way, a watcher stops it within moments. A server that
 * dies under a living owner is started again.
 * @throws Error in words for an operator
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folders = prepareFolders(options.dataFolder);
  const binaries = prepareBinaries(folders.account, folders.copies);
  createCluster(folders, binaries, options.settings?.fsync !== 'off');
  const deadline = Date.now() + START_PATIENCE_MS;
  while (Date.now() < deadline) {
    const running = findPostmaster(folders.data);
    if (running?.hasLiveOwner && running.status === 'ready') return attach(running, options.log);
    if (running) {
      await waitForEnd(folders, running, options.log);
      continue;
    }
    const embedded = await own(folders, binaries, options, deadline);
    if (embedded) return embedded;
    await sleep(POLL_MS);
  }
  throw new Error(`Another server holds ${folders.data} and neither becomes ready nor ends.`);
}

async function attach(running: Postmaster, log: Log): Promise<EmbeddedPostgres> {
  await ensureDatabase(running.socketFolder);
  log('info', `attached to the PostgreSQL of another process (${running.socketFolder})`);
  return { connections: connectionsTo(running.socketFolder), owner: false, stop: () => Promise.resolve() };
}

/** Waits while a server starts or stops; a server that nobody owns any more is stopped after a while. */
async function waitForEnd(folders: Folders, running: Postmaster, log: Log): Promise<void> {
  const patience = Date.now() + ORPHAN_PATIENCE_MS;
  for (;;) {
    await sleep(POLL_MS);
    const now = findPostmaster(folders.data);
    if (now?.pid !== running.pid || (now.hasLiveOwner && now.status === 'ready')) return;
    if (now.hasLiveOwner || now.status === 'stopping' || Date.now() < patience) continue;
    log('warn', `stopping a PostgreSQL whose owner is gone (process ${now.pid})`);
    process.kill(now.pid, 'SIGINT');
    return;
  }
}

async function own(
  folders: Folders,
  binaries: Binaries,
  { log, settings = {}, onLost }: EmbeddedOptions,
  deadline: number,
): Promise<EmbeddedPostgres | null> {
  const socketFolder = chooseSocketFolder(folders);
  const launch = (patienceMs: number): Promise<ServerProcess | null> => {
    removeMisleadingPidFile(folders.data);
    return launchServer(binaries.postgres, folders, socketFolder, settings, patienceMs);
  };
  let server = await launch(deadline - Date.now());
  if (!server) return null;
  let stopping = false;
  const restarts: number[] = [];
  const watch = async (current: ServerProcess): Promise<void> => {
    await current.ended;
    if (stopping) return;
    restarts.push(Date.now());
    log('error', 'PostgreSQL ended unexpectedly; starting it again');
    const recent = restarts.filter((at) => at > Date.now() - 60_000).length;
    const next = recent > RESTARTS_A_MINUTE ? null : await relaunch(launch, log);
    if (next && !stopping) {
      server = next;
      log('warn', 'PostgreSQL runs again');
      void watch(next);
    } else if (next) await next.stop();
    else onLost?.();
  };
  void watch(server);
  await ensureDatabase(socketFolder);
  return {
    connections: connectionsTo(socketFolder),
    owner: true,
    stop: async () => {
      stopping = true;
      await waitForSessionsToEnd(socketFolder);
      await server?.stop();
      if (socketFolder !== folders.run) rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

/** The killed server's sessions hold its memory for a moment, so one try is not enough. */
async function relaunch(launch: (patienceMs: number) => Promise<ServerProcess | null>, log: Log): Promise<ServerProcess | null> {
  const deadline = Date.now() + START_PATIENCE_MS;
  while (Date.now() < deadline) {
    try {
      const server = await launch(deadline - Date.now());
      if (server) return server;
    } catch (error) {
      log('error', (error as Error).message);
      return null;
    }
    await sleep(POLL_MS);
  }
  return null;
}
