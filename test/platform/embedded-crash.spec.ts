import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/embedded';
import { findPostmaster } from '../../src/platform/embedded/postmaster';
import { type Child, startChild } from '../support/child';
import { compileSources } from '../support/compiled-sources';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { waitFor } from '../support/wait-for';

const WRITER = resolve(__dirname, 'children/writer.cjs');

// Real processes on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

describe('embedded PostgreSQL when processes are killed', () => {
  let compiled: string;
  let folder: string;
  const children: Child[] = [];
  beforeAll(() => {
    compiled = compileSources();
    folder = createTemporaryFolder('pg');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
      await child.ended;
    }
    await waitFor(() => !postmaster(), 'the server to end');
  });
  afterAll(() => removeFolder(folder));

  const postmaster = () => findPostmaster(join(folder, 'postgres/data'));

  let next = 1;
  /** Each writer inserts numbers of its own. */
  function startWriter(): Child {
    const child = startChild([WRITER, compiled, folder, String(next)]);
    next += 1_000_000;
    children.push(child);
    return child;
  }

  /** The numbers whose commits the child was told of. */
  const acknowledged = (child: Child): number[] => [...child.output().matchAll(/^ack (\d+)$/gm)].map((match) => Number(match[1]));

  /** The numbers in the database, read by a process that starts the server anew. */
  async function survivors(): Promise<Set<number>> {
    const server = await startEmbeddedPostgres({ dataFolder: folder, log: () => undefined });
    const client = new Client(server.connections.owner);
    await client.connect();
    const { rows } = await client.query<{ n: number }>('SELECT n FROM numbers');
    await client.end();
    await server.stop();
    return new Set(rows.map((row) => row.n));
  }

  function expectAllToSurvive(numbers: readonly number[], found: ReadonlySet<number>): void {
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers.filter((n) => !found.has(n))).toEqual([]);
  }

  it('is shared by two processes that start at the same instant on an empty folder', async () => {
    const [a, b] = [startWriter(), startWriter()];
    await Promise.all([a.says(/^(owner|attached)$/m), b.says(/^(owner|attached)$/m)]);
    expect([a, b].map((child) => child.output().split('\n')[0]).sort()).toEqual(['attached', 'owner']);
    await waitFor(() => acknowledged(a).length > 20 && acknowledged(b).length > 20, 'rows of both');
    const [owner, guest] = a.output().startsWith('owner') ? [a, b] : [b, a];
    guest.kill('SIGTERM');
    expect(await guest.ended).toBe(0);
    const before = acknowledged(owner).length;
    await waitFor(() => acknowledged(owner).length > before, 'the owner to go on');
    owner.kill('SIGTERM');
    expect(await owner.ended).toBe(0);
    expect(postmaster()).toBeNull();
    expectAllToSurvive([...acknowledged(a), ...acknowledged(b)], await survivors());
  });

  it('loses no acknowledged row when the application is killed, and the server follows it', async () => {
    const writer = startWriter();
    await waitFor(() => acknowledged(writer).length > 50, 'rows');
    writer.kill('SIGKILL');
    await writer.ended;
    await waitFor(() => postmaster() === null, 'the server to follow');
    expectAllToSurvive(acknowledged(writer), await survivors());
  });

  it('loses no acknowledged row when the server is killed under the application, which goes on', async () => {
    const writer = startWriter();
    await waitFor(() => acknowledged(writer).length > 50, 'rows');
    process.kill(postmaster()!.pid, 'SIGKILL');
    const before = acknowledged(writer).length;
    await waitFor(() => acknowledged(writer).length > before + 50, 'rows after the restart');
    writer.kill('SIGTERM');
    expect(await writer.ended).toBe(0);
    expectAllToSurvive(acknowledged(writer), await survivors());
  });

  it('loses no acknowledged row when everything is killed at once and started again at once, three times', async () => {
    const all: number[] = [];
    for (let round = 0; round < 3; round++) {
      const writer = startWriter();
      await waitFor(() => acknowledged(writer).length > 50, 'rows');
      for (const pid of processesOf(folder)) kill(pid);
      writer.kill('SIGKILL');
      await writer.ended;
      all.push(...acknowledged(writer));
    }
    expectAllToSurvive(all, await survivors());
  });

  it('stops a server that nobody owns any more, its watcher killed with its owner, and takes over', async () => {
    const writer = startWriter();
    await writer.says('owner');
    for (const pid of processesOf('still_there')) if (commandLine(pid).includes(folder)) kill(pid);
    writer.kill('SIGKILL');
    await writer.ended;
    const orphan = postmaster()!;
    expect(orphan.hasLiveOwner).toBe(false);
    const successor = startWriter();
    await successor.says('owner');
    expect(postmaster()!.pid).not.toBe(orphan.pid);
  });
});

/** Numbers of all processes whose command line contains `text`, this one not. */
function processesOf(text: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && commandLine(pid).includes(text));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
