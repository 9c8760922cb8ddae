import { createServer } from 'node:net';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { LettersService } from '../../../src/modules/notifications';
import { DrawWorld, type WorldOptions } from '../../support/draw-world';

const AUTHORITY_FILE = join(__dirname, '..', '..', '..', 'examples', 'authority.json');

/**
 * The whole service as `start` runs it (web and worker in one process), listening on a free port, with a service, an office and an
 * announced window. Time stands still until `world.liveUntil` moves it; letters are sent when somebody asks for theirs.
 */
export interface WebService {
  readonly world: DrawWorld;
  /** For example http://127.0.0.1:40123 */
  readonly origin: string;
  /** All letters so far to an address, oldest first. */
  lettersTo(address: string): Promise<ParsedMail[]>;
  /** The newest letter to an address. @throws Error if there is none */
  letterTo(address: string): Promise<ParsedMail>;
  stop(): Promise<void>;
}

export async function startWebService(options: WorldOptions = {}): Promise<WebService> {
  // Letters, receipts and the check of a form's origin name the port: it has to be known before.
  const port = Number(options.environment?.PORT ?? (await findFreePort()));
  const environment = { FAIRSLOT_AUTHORITY_FILE: AUTHORITY_FILE, ...options.environment, PORT: String(port) };
  const world = await DrawWorld.open({ ...options, environment });
  try {
    await world.test.app.listen(port, '127.0.0.1');
  } catch (error) {
    await world.stop();
    throw error;
  }
  const lettersTo = async (address: string): Promise<ParsedMail[]> => {
    await world.get(LettersService).sendDue();
    const all = await readFolder(join(world.test.runtime.config.dataFolder, 'mail'));
    return all.filter(({ to }) => [to ?? []].flat().some(({ value }) => value.some((one) => one.address === address)));
  };
  return {
    world,
    origin: `http://127.0.0.1:${port}`,
    lettersTo,
    letterTo: async (address) => {
      const newest = (await lettersTo(address)).at(-1);
      if (!newest) throw new Error(`nobody has written to ${address}`);
      return newest;
    },
    stop: () => world.stop(),
  };
}

/** The addresses in a letter that lead to this service. */
export function linksIn(letter: ParsedMail, origin: string): string[] {
  return [...(letter.text ?? '').matchAll(/https?:\/\/[^\s<>"]+/g)].map(([url]) => url).filter((url) => url.startsWith(origin));
}

/** Letters are numbered as they were written. */
async function readFolder(folder: string): Promise<ParsedMail[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const numberOf = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0);
  names.sort((a, b) => numberOf(a) - numberOf(b));
  return Promise.all(names.map(async (name) => simpleParser(await readFile(join(folder, name)))));
}

/** A port of this machine that nobody listens on at the moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
