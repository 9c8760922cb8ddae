import { AnswersService } from '../../src/modules/appointments';
import { startRedis, type TestRedis, waitFor } from '../support';
import { ANSWER_WITHIN, DAY, DrawWorld, TIMES } from '../support/draw-world';
import { holdWorkers, type Meeting } from '../support/at-once';
import { populate } from '../support/draw-world-life';
import { expectConsistentLog, expectWholeLedger } from '../support/draw-world-outcome';
import { QueueDriver } from '../support/draw-world-queue';

// Real queues on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

/** Deliveries of one piece of work, to two workers. */
const TIMES_DELIVERED = 6;

describe.each(['postgres', 'redis'] as const)('a job that is delivered many times, to two workers at once, on %s', (kind) => {
  let redis: TestRedis | undefined;
  let worlds: [DrawWorld, DrawWorld];
  let queues: QueueDriver;
  let meetings: Record<'draws' | 'appointments', Meeting>;

  beforeAll(async () => {
    redis = kind === 'redis' ? await startRedis() : undefined;
    const options = redis ? { redisUrl: redis.url } : {};
    // Nothing but what the test delivers is done: the sweeps are quiet, the workers are real.
    const world = await DrawWorld.open({ ...options, plan: { contributors: ['office'] } });
    worlds = [world, await DrawWorld.open({ ...options, beside: world, roles: { web: false, worker: true } })];
    queues = new QueueDriver(world);
    meetings = { draws: holdWorkers(worlds, 'draws'), appointments: holdWorkers(worlds, 'appointments') };
    await populate(world);
    await world.liveUntil(TIMES.closes);
  });
  afterAll(async () => {
    for (const world of [...worlds].reverse()) await world.stop();
    await redis?.stop();
  });

  /** Delivers a job many times at the same moment, to workers that both begin with one, and waits until every delivery has been dealt with. */
  async function deliver(queueName: 'draws' | 'appointments', name: string, data: Record<string, string>): Promise<void> {
    const queue = queues.queue(queueName);
    meetings[queueName].callNext();
    const jobs = await Promise.all(
      Array.from({ length: TIMES_DELIVERED }, (_, i) =>
        queue.add(name, data, { jobId: `${name}-${i}-${worlds[0].clock.seconds()}`, attempts: 3, backoff: 100 }),
      ),
    );
    for (const { id } of jobs) await waitFor(async () => (await queue.getJobState(id!)) === 'completed', `${name} ${id}`);
    const begun = meetings[queueName].begun();
    expect(Math.min(...begun)).toBeGreaterThan(0);
    expect(begun[0]! + begun[1]!).toBeGreaterThanOrEqual(TIMES_DELIVERED);
  }

  const count = async (sql: string): Promise<number> =>
    (await worlds[0].query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${sql}`))[0]!.n;

  it.each([
    ['freeze', TIMES.freeze, 'frozen'],
    ['reveal', TIMES.freeze, 'revealed'],
    ['draw', TIMES.draw, 'drawn'],
    ['publish', TIMES.draw, 'drawn'],
  ] as const)('%s happens once', async (step, moment, state) => {
    const [world] = worlds;
    world.clock.set(moment);
    await deliver('draws', step, { draw: (await world.drawOf(0)).id });
    expect(await world.drawOf(0)).toMatchObject({ state });
    expect((await world.logged('draw.%')).map(({ type }) => type)).toEqual(
      ['draw.frozen', 'draw.revealed', 'draw.drawn'].slice(0, ['frozen', 'revealed', 'drawn'].indexOf(state) + 1),
    );
  });

  it('leaves one entry for each registration, one line for each entry, one file of each name, and a record that verifies', async () => {
    const [world] = worlds;
    expect([await count('draw_entries'), await count('draw_results')]).toEqual([world.people.length, world.people.length]);
    expect(await count(`draw_files WHERE name = 'result.txt'`)).toBe(1);
    expect((await world.drawOf(0)).publishedAt).not.toBeNull();
    const { verdict, checks } = await world.verify(0);
    expect({ verdict, failed: checks.filter(({ outcome }) => outcome === 'failed') }).toEqual({ verdict: 'replayed', failed: [] });
  });

  it('makes one offer to each winner, and one letter about it', async () => {
    const [world] = worlds;
    await deliver('appointments', 'offer', { drawUuid: (await world.drawOf(0)).id });
    const winners = await count('draw_results WHERE pot IS NOT NULL');
    expect(winners).toBeGreaterThan(0);
    expect([await count('offers'), await count(`outbox_messages WHERE kind = 'offer.made'`)]).toEqual([winners, winners]);
    expect(await world.logged('slot.offered')).toHaveLength(winners);
  });

  it('expires what is overdue once, while the last second is still being used', async () => {
    const [world] = worlds;
    const winners = await world.query<{ registration_id: string }>(`SELECT registration_id FROM offers ORDER BY ticket_id`);
    const [first] = world.people.filter(({ registrationId }) => registrationId === winners[0]!.registration_id);
    await world.get(AnswersService).accept(first!);
    world.clock.set(TIMES.draw + ANSWER_WITHIN + 1);
    await deliver('appointments', 'expire', { drawUuid: (await world.drawOf(0)).id });
    expect(await world.logged('slot.expired')).toHaveLength(winners.length - 1);
    expect(await count(`offers WHERE state = 'accepted'`)).toBe(1);
    expect(await count('offer_slots WHERE live')).toBe(
      (await world.logged('slot.accepted')).flatMap(({ slots }) => slots as string[]).length,
    );
  });

  it('closes the window out once', async () => {
    const [world] = worlds;
    for (const number of [1, 2]) await world.liveUntil(TIMES.refill(number));
    world.clock.set(TIMES.appointments + 2 * DAY);
    await deliver('appointments', 'close-out', { windowId: world.windowId });
    expect(await world.query('SELECT state FROM windows')).toEqual([{ state: 'closed_out' }]);
    await world.settle();
    await expectWholeLedger(world);
    await expectConsistentLog(world);
  });
});
