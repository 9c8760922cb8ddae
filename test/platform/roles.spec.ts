import { join } from 'node:path';
import { type Child, startChild } from '../support/child';
import { compileSources } from '../support/compiled-sources';
import { createTemporaryFolder, removeFolder } from '../support/temporary-folder';
import { waitFor } from '../support/wait-for';

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

  it('starts with everything from nothing, answers, and ends by itself when asked to', async () => {
    const service = run('start');
    expect(await isReady(await addressOf(service))).toBe(true);
    service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
  });

  it('takes Ctrl-C that arrives twice, as npm passes it on, for one', async () => {
    const service = run('start');
    await addressOf(service);
    service.kill('SIGINT');
    service.kill('SIGINT');
    expect(await service.ended).toBe(0);
  });

  it('runs as separate processes on one database, and each ends without the others', async () => {
    const owner = run('start');
    await addressOf(owner);
    const [web, worker] = [run('web'), run('worker')];
    const address = await addressOf(web);
    await worker.says('worker is running');
    expect(await isReady(address)).toBe(true);
    worker.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await isReady(address)).toBe(true);
    web.kill('SIGTERM');
    expect(await web.ended).toBe(0);
    owner.kill('SIGTERM');
    expect(await owner.ended).toBe(0);
  });

  it('serves again right after it was killed', async () => {
    const killed = run('start');
    await addressOf(killed);
    killed.kill('SIGKILL');
    const next = run('start');
    expect(await isReady(await addressOf(next))).toBe(true);
  });

  it('is not ready while the database is away, and ready again by itself', async () => {
    const owner = run('start');
    await addressOf(owner);
    const web = run('web');
    const address = await addressOf(web);
    owner.kill('SIGTERM');
    await owner.ended;
    await waitFor(async () => !(await isReady(address)), 'the outage');
    expect((await fetch(`${address}/health/live`)).ok).toBe(true);
    await addressOf(run('start'));
    await waitFor(() => isReady(address), 'the recovery');
  });

  it.each([
    ['web', {}, /run "npm run migrate" first/],
    ['start', { PORT: 'eighty', HOST: '0.0.0.0' }, /The configuration is wrong:\n {2}- PUBLIC_URL[\s\S]*- PORT|The configuration is wrong:\n {2}- PORT[\s\S]*- PUBLIC_URL/],
    ['start', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /ECONNREFUSED/],
    ['dance', {}, /unknown command 'dance'/],
  ])('says what is wrong and fails: %s %j', async (role, environment, words) => {
    const empty = createTemporaryFolder('run');
    const child = run(role, { FAIRSLOT_DATA: empty, ...environment });
    expect(await child.ended).toBe(1);
    expect(child.errors()).toMatch(words);
    removeFolder(empty);
  });

  it('fails when its port is taken, and leaves no database behind', async () => {
    const first = run('start');
    const { port } = new URL(await addressOf(first));
    const empty = createTemporaryFolder('run');
    const second = run('start', { FAIRSLOT_DATA: empty, PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.errors()).toMatch(/EADDRINUSE/);
    removeFolder(empty);
  });
});
