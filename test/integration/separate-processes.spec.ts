import type { Job } from 'bullmq';
import { parseResult } from '../../src/core';
import type { DrawSummary } from '../../src/modules/draws';
import { CaseImportService } from '../../src/modules/identity';
import { workersOn } from '../../src/platform/queue/backend-classes';
import { startRedis, type TestRedis, waitFor } from '../support';
import { DrawWorld, HOUR, TIMES } from '../support/draw-world';
import { caseFileOf } from '../support/draw-world-people';
import { QueueDriver } from '../support/draw-world-queue';
import { answer, type Applicant, findCode, register, ticketOf } from './applicant';

// Several applications by real queues on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

const NUMBERS = [1, 2, 3, 4, 5];

describe.each(['postgres', 'redis'] as const)('web and workers as applications of their own, queue on %s', (kind) => {
  let redis: TestRedis | undefined;
  let web: DrawWorld;
  const workers: DrawWorld[] = [];
  /** What each worker has done, as `draws freeze`. */
  const jobsOf = new Map<DrawWorld, string[]>();
  let people: Applicant[];

  const startWorker = async (): Promise<DrawWorld> => {
    const options = { exchanges: {}, environment: { SWEEP_SECONDS: '1' }, ...(redis && { redisUrl: redis.url }) };
    const worker = await DrawWorld.open({ ...options, beside: web, roles: { web: false, worker: true } });
    const done: string[] = [];
    for (const one of workersOn(worker.test.runtime.queue.connection)) {
      one.on('completed', (job: Job) => void done.push(`${one.name} ${job.name}`));
    }
    workers.push(worker);
    jobsOf.set(worker, done);
    return worker;
  };
  const view = async () => (await web.request<DrawSummary>('GET', `/api/windows/${DrawWorld.path}/draws/0`)).body;

  beforeAll(async () => {
    redis = kind === 'redis' ? await startRedis() : undefined;
    web = await DrawWorld.open({
      exchanges: {},
      plan: { contributors: ['office'] },
      roles: { web: true, worker: false },
      ...(redis && { redisUrl: redis.url }),
    });
    await web.get(CaseImportService).import(DrawWorld.authority, caseFileOf(NUMBERS.map((n) => ({ n, spec: {} }))), false);
    await web.addSlots([{ id: 'a' }, { id: 'b' }]);
  });
  afterAll(async () => {
    for (const world of [...workers, web]) await world.stop();
    await redis?.stop();
  });

  it('takes registrations while no worker runs at all, and draws nothing', async () => {
    web.clock.set(TIMES.opens + HOUR);
    people = await Promise.all(NUMBERS.map((n) => register(web, n)));
    expect(await web.query('SELECT DISTINCT state FROM registrations')).toEqual([{ state: 'unconfirmed' }]);
    expect(await web.query('SELECT FROM draws')).toEqual([]);
  });

  /** Waits until this very worker has done all of these. */
  const untilDone = (worker: DrawWorld, jobs: readonly string[]) =>
    waitFor(() => jobs.every((job) => jobsOf.get(worker)!.includes(job)), `${jobs.join(', ')} by one worker`);
  const letterTo = (person: Applicant): Promise<string> =>
    waitFor(async () => {
      const folders = workers.map((worker) => worker.test.runtime.config.dataFolder);
      return (await Promise.all(folders.map((folder) => findCode(web, person, folder)))).find(Boolean);
    }, `the letter to ${person.n}`);

  it('does what has waited as soon as there is a worker, and each of it once when there are two', async () => {
    const first = await startWorker();
    await letterTo(people[0]!);
    await untilDone(first, ['letters send-letters']);
    await startWorker();
    for (const person of people) {
      const code = await letterTo(person);
      expect((await web.request('POST', '/api/registrations/confirm', { link: person.link, code })).status).toBe(200);
    }
    expect(
      await web.query(`SELECT count(*)::integer AS sent FROM outbox_messages WHERE kind = 'registration.received' AND sent_at IS NOT NULL`),
    ).toEqual([{ sent: 5 }]);
    await new QueueDriver(first).travel(TIMES.closes, 'the draw to be scheduled', async () => (await view()).state === 'scheduled');
  });

  it('goes on when a worker leaves, and when another comes', async () => {
    await workers.shift()!.stop();
    const second = workers[0]!;
    await new QueueDriver(second).travel(TIMES.freeze, 'the reveal', async () => (await view()).state === 'revealed');
    await untilDone(second, ['draws freeze', 'draws reveal']);

    const third = await startWorker();
    await workers.shift()!.stop();
    const driver = new QueueDriver(third);
    await driver.travel(TIMES.draw, 'the published record', async () => (await view()).publishedAt);
    await driver.untilDraw(0, 'offered');
    await untilDone(third, ['draws draw', 'draws publish', 'appointments offer']);
    expect(await view()).toMatchObject({ entries: 5, slots: 2, served: 2 });
    expect((await web.logged('draw.%')).map(({ type }) => type)).toEqual(['draw.frozen', 'draw.revealed', 'draw.drawn']);
  });

  it('answers for what the workers have done', async () => {
    const { raw } = await web.request('GET', `/api/windows/${DrawWorld.path}/draws/0/files/result.txt`);
    for (const { ticketId, pot, slots } of parseResult(raw)) {
      const person = people.find((one) => ticketOf(0, one) === ticketId)!;
      const { status, body } = await answer(web, 'accept', person);
      if (pot === null) expect({ status, code: body.code }).toEqual({ status: 404, code: 'offer.none' });
      else expect({ status, slots: body.slots.map(({ slotId }) => slotId) }).toEqual({ status: 200, slots });
    }
  });
});
