import { join } from 'node:path';
import { type Child, startChild } from '../support/child';
import { compileSources } from '../support/compiled-sources';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { waitFor } from '../support/wait-for';

// Real processes on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

describe('the program', () => {
  let main: string;
  let folder: string;
  const children: Child[] = [];
  beforeAll(() => {
    main = join(compileSources(), 'main.js');
    folder = createTemporaryFolder('run');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
      await child.ended;
    }
  });
  afterAll(() => removeFolder(folder));

  function run(role: string, environment: Readonly<Record<string, string>> = {}): Child {
    const child = startChild([main, role], { FAIRSLOT_DATA: folder, PORT: '0', BEACON: 'practice', ...environment });
    children.push(child);
    return child;
  }

  /** Waits until the service says where it is, and returns the address. */
  async function addressOf(child: Child): Promise<string> {
    await child.says('Fairslot is running at');
    return /running at (http\S+)/.exec(child.output())![1]!;
  }

  const isReady = async (address: string): Promise<boolean> => (await fetch(`${address}/health/ready`)).ok;

  it('starts from nothing, runs as several processes on one database, survives the death of any, and ends when asked to', async () => {
    const first = run('start');
    expect(await isReady(await addressOf(first))).toBe(true);
    const [web, worker] = [run('web'), run('worker')];
    const address = await addressOf(web);
    await worker.says('worker is running');
    expect(await isReady(address)).toBe(true);
    worker.kill('SIGTERM');
    expect(await worker.ended).toBe(0);

    // The owner of the database dies: its guest lives on, and is ready again when there is a new owner.
    first.kill('SIGKILL');
    await waitFor(async () => !(await isReady(address)), 'the outage');
    expect((await fetch(`${address}/health/live`)).ok).toBe(true);
    const second = run('start');
    expect(await isReady(await addressOf(second))).toBe(true);
    await waitFor(() => isReady(address), 'the recovery');

    const third = run('start', { PORT: new URL(address).port });
    expect(await third.ended).toBe(1);
    expect(third.errors()).toMatch(/EADDRINUSE/);

    web.kill('SIGTERM');
    expect(await web.ended).toBe(0);
    // Ctrl-C arrives twice, directly and through npm; it is one wish to stop in order.
    second.kill('SIGINT');
    second.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it.each([
    ['web', {}, /run "npm run migrate" first/],
    [
      'start',
      { PORT: 'eighty', HOST: '0.0.0.0' },
      /The configuration is wrong:\n {2}- PUBLIC_URL[\s\S]*- PORT|The configuration is wrong:\n {2}- PORT[\s\S]*- PUBLIC_URL/,
    ],
    ['start', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /ECONNREFUSED/],
    ['dance', {}, /unknown command 'dance'/],
  ])('says what is wrong and fails: %s %j', async (role, environment, words) => {
    const empty = createTemporaryFolder('run');
    const child = run(role, { FAIRSLOT_DATA: empty, ...environment });
    expect(await child.ended).toBe(1);
    expect(child.errors()).toMatch(words);
    removeFolder(empty);
  });
});
