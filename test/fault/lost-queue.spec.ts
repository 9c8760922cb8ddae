import { startRedis, type TestRedis, waitFor } from '../support';
import { ANSWER_WITHIN, DAY, DrawWorld, TIMES } from '../support/draw-world';
import { populate } from '../support/draw-world-life';
import { expectConsistentLog, expectProofs, expectWholeLedger } from '../support/draw-world-outcome';
import { expectLoggedInTime } from '../support/draw-world-witness';
import { QueueDriver } from '../support/draw-world-queue';

// Real queues on a busy machine: a limit for what hangs, not a claim about speed.
jest.setTimeout(300_000);

describe.each(['postgres', 'redis'] as const)('a queue on %s that loses everything, again and again', (kind) => {
  let redis: TestRedis | undefined;
  let world: DrawWorld;
  let driver: QueueDriver;

  beforeAll(async () => {
    redis = kind === 'redis' ? await startRedis() : undefined;
    world = await DrawWorld.open({
      exchanges: {},
      refills: 1,
      plan: { contributors: ['office'] },
      environment: { SWEEP_SECONDS: '1' },
      ...(redis && { redisUrl: redis.url }),
    });
    driver = new QueueDriver(world);
    await populate(world);
  });
  afterAll(async () => {
    await world.stop();
    await redis?.stop();
  });

  /** As after a restart of a Redis without persistence, or of a database that was set up anew beside ours. */
  async function flush(): Promise<void> {
    if (redis) return redis.flush();
    const tables = await world.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
    );
    const truncate = `TRUNCATE ${tables.map(({ name }) => `bullmq.${name}`).join(', ')} CASCADE`;
    // The worker's own statements take the same locks in another order: whoever loses a deadlock has done nothing and tries again.
    const isDeadlock = (error: unknown): boolean => (error as { code?: string }).code === '40P01';
    await waitFor(
      () =>
        world.query(truncate).then(
          () => true,
          (error: unknown) => (isDeadlock(error) ? false : Promise.reject(error as Error)),
        ),
      'the queue to be empty',
    );
  }

  /** Before time goes on: what is logged only after the leap is logged too late. */
  const isRevealed = async (number: number): Promise<boolean> => (await world.drawOf(number)).state === 'revealed' && (await isAllLogged());
  const isAllLogged = async (): Promise<boolean> => (await world.query('SELECT FROM log_entries WHERE tree_index IS NULL')).length === 0;
  const jobs = async (): Promise<number> => driver.queue('draws').getJobCountByTypes('active', 'waiting', 'delayed', 'completed', 'failed');

  it('has had jobs to lose, and gets them back', async () => {
    await driver.travel(TIMES.closes, 'the job of the freeze', async () => (await jobs()) > 0);
    await flush();
    await driver.until('the job of the freeze, once more', async () => (await jobs()) > 0);
  });

  it('loses a job while a worker is at it: what the worker does counts, and counts once', async () => {
    const { id } = await world.drawOf(0);
    world.clock.set(TIMES.freeze);
    await world.transaction(async (em) => {
      await em.query('SELECT FROM draws WHERE id = $1 FOR UPDATE', [id]);
      await waitFor(async () => {
        await driver.sweep();
        return (await driver.queue('draws').getActiveCount()) > 0;
      }, 'a worker at the freeze');
      await world.waitForWaiting(em, 1);
      await flush();
    });
    await driver.until('the reveal', async () => isRevealed(0));
    expect((await world.logged('draw.%')).map(({ type }) => type)).toEqual(['draw.frozen', 'draw.revealed']);
  });

  it('loses its jobs between any two steps: all of them are taken all the same', async () => {
    await flush();
    await driver.travel(TIMES.draw, 'the draw', async () => (await world.drawOf(0)).state === 'drawn');
    await flush();
    await driver.untilDraw(0, 'published');
    await flush();
    await driver.untilDraw(0, 'offered');
    const offered = (await world.logged('slot.offered')).length;
    expect(offered).toBeGreaterThan(0);
    await flush();
    await driver.travel(TIMES.draw + ANSWER_WITHIN + 1, 'the expiry', async () => (await world.logged('slot.expired')).length === offered);
    await flush();
    await driver.travel(TIMES.refillFreeze(1), 'the freeze of the refill', async () =>
      ['frozen', 'revealed'].includes((await world.drawOf(1)).state),
    );
    await flush();
    await driver.until('the reveal of the refill', async () => isRevealed(1));
    await flush();
    await driver.travel(TIMES.refill(1), 'the refill', async () => (await world.drawOf(1)).publishedAt);
    await driver.untilDraw(1, 'offered');
    await flush();
    await driver.travel(
      TIMES.appointments + 2 * DAY,
      'the close-out',
      async () => (await world.query(`SELECT FROM windows WHERE state = 'closed_out'`)).length === 1,
    );
  });

  it('has changed nothing about the outcome: whole records, whole log, whole ledger', async () => {
    for (const number of [0, 1]) {
      expectProofs(await world.files(number));
      await expectLoggedInTime(world, number);
      expect((await world.verify(number)).verdict).toBe('replayed');
    }
    const types = (await world.logged('draw.%')).map(({ type }) => type);
    expect(types).toEqual(['draw.frozen', 'draw.revealed', 'draw.drawn', 'draw.frozen', 'draw.revealed', 'draw.drawn']);
    await driver.until('the last entries of the log', isAllLogged);
    await expectConsistentLog(world);
    await expectWholeLedger(world);
  });
});
