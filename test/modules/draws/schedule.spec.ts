import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { type Announcement, deriveContributionCommitment, drawTimes, parseAnnouncement } from '../../../src/core';
import { DrawSchedule, SEALED_SECRET } from '../../../src/modules/draws/draw-schedule.service';
import { DrawsScheduler } from '../../../src/modules/draws/draws.scheduler';
import { Envelope } from '../../../src/platform/crypto';
import { waitFor } from '../../support';
import { DrawWorld, TIMES } from '../../support/draw-world';

describe('the schedule of a window', () => {
  let world: DrawWorld;
  beforeEach(async () => {
    world = await DrawWorld.open();
    world.clock.set(TIMES.opens);
  });
  afterEach(() => world.stop());

  const queue = () => world.test.app.get<Queue>(getQueueToken('draws'), { strict: false });

  it('has the main draw at once, with the times and the round of the announcement', async () => {
    await world.get(DrawSchedule).scheduleMissing();
    const [window] = await world.query<{ announcement: Buffer }>('SELECT announcement FROM windows');
    const announcement: Announcement = parseAnnouncement(window!.announcement);
    const { freezeAt, revealBy, drawAt, round } = drawTimes(announcement, 0);
    const seconds = (column: string) => `extract(epoch FROM ${column})::integer AS ${column}`;
    expect(
      await world.query(
        `SELECT number, state, draw_id, ${['freeze_at', 'reveal_by', 'draw_at'].map(seconds).join()}, round::integer FROM draws`,
      ),
    ).toEqual([
      { number: 0, state: 'scheduled', draw_id: `${DrawWorld.path}/0`, freeze_at: freezeAt, reveal_by: revealBy, draw_at: drawAt, round },
    ]);
  });

  it("commits the service to a secret that only it can open, and to nobody else's", async () => {
    await world.get(DrawSchedule).scheduleMissing();
    const rows = await world.query<{ contributor: string; commitment: string; sealed_secret: Buffer; secret: null }>(
      'SELECT * FROM draw_contributions',
    );
    expect(rows).toEqual([expect.objectContaining({ contributor: 'office', secret: null })]);
    const secret = world.get(Envelope).open(rows[0]!.sealed_secret, SEALED_SECRET).toString('hex');
    expect(rows[0]!.commitment).toBe(deriveContributionCommitment(`${DrawWorld.path}/0`, 'office', secret));
  });

  it('is written once, however many write it, and one failing does not harm the others', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => world.get(DrawSchedule).scheduleMissing()));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await world.get(DrawSchedule).scheduleMissing();
    expect(await world.query('SELECT number FROM draws')).toEqual([{ number: 0 }]);
    expect(await world.query('SELECT contributor FROM draw_contributions')).toEqual([{ contributor: 'office' }]);
  });

  it('gets its next draw when the one before can take nothing in any more', async () => {
    const numbers = async () =>
      (await world.query<{ number: number }>('SELECT number FROM draws ORDER BY number')).map(({ number }) => number);
    for (const [moment, expected] of [
      [TIMES.freeze - 1, [0]],
      [TIMES.freeze, [0, 1]],
      [TIMES.refillFreeze(1) - 1, [0, 1]],
      [TIMES.refillFreeze(1), [0, 1, 2]],
      [TIMES.refill(2) + 1, [0, 1, 2]],
    ] as const) {
      await world.liveUntil(moment);
      expect(await numbers()).toEqual(expected);
    }
  });

  it('is done with a window that is closed out', async () => {
    await world.query(`UPDATE windows SET state = 'closed_out', closed_out_at = now()`);
    await world.get(DrawSchedule).scheduleMissing();
    expect(await world.query('SELECT FROM draws')).toEqual([]);
  });

  it('is one job a step in the queue: looked at often, it is added once, to run at its time', async () => {
    for (let look = 0; look < 3; look++) await world.get(DrawsScheduler).sweep();
    const { id } = await world.drawOf(0);
    const delayed = await queue().getDelayed();
    expect(delayed.map((job) => ({ id: job.id, name: job.name, data: job.data as unknown }))).toEqual([
      { id: `freeze-${id}`, name: 'freeze', data: { draw: id } },
    ]);
    expect(delayed[0]!.delay).toBe((TIMES.freeze - TIMES.opens) * 1000);
    await queue().obliterate({ force: true });
    await world.get(DrawsScheduler).sweep();
    expect((await queue().getDelayed()).map((job) => job.id)).toEqual([`freeze-${id}`]);
  });

  it('keeps the job of a step that has to wait until its time, told by the clock that the draw goes by', async () => {
    await world.liveUntil(TIMES.closes);
    world.clock.set(TIMES.freeze);
    await world.take('freeze', 0);
    await world.get(DrawsScheduler).sweep();
    const jobId = `reveal-${(await world.drawOf(0)).id}`;
    await waitFor(async () => (await queue().getJobState(jobId)) === 'delayed', 'the worker to have looked');
    const { delay, attemptsStarted } = (await queue().getJob(jobId))!;
    expect(attemptsStarted).toBe(1);
    expect(delay).toBeLessThanOrEqual((TIMES.reveal - TIMES.freeze) * 1000);
    expect(delay).toBeGreaterThan((TIMES.reveal - TIMES.freeze) * 1000 - 120_000);
  });

  it('has no job for a draw that is over', async () => {
    await world.liveUntil(TIMES.appointments - 1);
    expect(await world.query('SELECT DISTINCT state FROM draws')).toEqual([{ state: 'voided' }]);
    await world.get(DrawsScheduler).sweep();
    expect(await queue().getJobCountByTypes('waiting', 'delayed', 'active')).toBe(0);
  });
});
