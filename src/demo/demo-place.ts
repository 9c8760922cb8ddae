import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

const FOLDER = /^demo-(\d+)$/;

/**
 * Makes a folder of this process's own, so that two demos at once don't meet. What earlier ones left behind goes.
 * @returns `<data folder>/demo-<process id>`, empty
 */
export function takeFolder(dataFolder: string): string {
  mkdirSync(dataFolder, { recursive: true });
  for (const name of readdirSync(dataFolder)) {
    const maker = Number(FOLDER.exec(name)?.[1] ?? 0);
    if (maker > 0 && (maker === process.pid || !isAlive(maker))) rmSync(join(dataFolder, name), { recursive: true, force: true });
  }
  const folder = join(dataFolder, `demo-${process.pid}`);
  mkdirSync(folder);
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A port that nobody else gets until it is released, which is just before we listen on it ourselves. */
export interface TakenPort {
  readonly port: number;
  release(): Promise<void>;
}

/**
 * The port to listen on: known before anything starts, because addresses in letters and at the identity provider have it in them.
 * @param wished the usual one; 0 for any
 * @param insisted whether nothing but `wished` will do, because somebody asked for it
 */
export async function takePort(host: string, wished: number, insisted: boolean): Promise<TakenPort> {
  if (insisted && wished !== 0) return { port: wished, release: () => Promise.resolve() };
  return (await tryPort(host, wished)) ?? (await tryPort(host, 0))!;
}

/** @returns null if it can't be had */
async function tryPort(host: string, port: number): Promise<TakenPort | null> {
  const server = createServer();
  return new Promise((found) => {
    server.once('error', () => found(null));
    server.listen({ host, port }, () => {
      const release = (): Promise<void> => new Promise((closed) => server.close(() => closed()));
      found({ port: (server.address() as AddressInfo).port, release });
    });
  });
}
