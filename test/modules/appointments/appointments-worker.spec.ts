import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { AnswersService } from '../../../src/modules/appointments';
import { APPOINTMENTS_QUEUE } from '../../../src/modules/appointments/appointments.processor';
import { AppointmentsScheduler } from '../../../src/modules/appointments/appointments.scheduler';
import { waitFor } from '../../support';
import { MINUTE } from '../slots/slot-fixtures';
import { DRAWN, DrawnWindow, LAST_REFILL, NINE, type Office, openOffice, TO_ANSWER } from './drawn-window';

/** The application with its worker: nobody calls a service here, the sweep and the queue do. */
describe('appointments driven by the queue', () => {
  let office: Office;
  let window: DrawnWindow;
  let queue: Queue;

  beforeAll(async () => {
    // The sweep's own clock is kept out of the way; the tests say when it looks.
    office = await openOffice({ roles: { web: true, worker: true }, environment: { SWEEP_SECONDS: '3600' } });
    queue = office.test.app.get<Queue>(getQueueToken(APPOINTMENTS_QUEUE), { strict: false });
  });
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    window = await DrawnWindow.open(office);
    await window.addSlots(['a', 'b', 'c'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
  });

  const sweep = () => window.get(AppointmentsScheduler).sweep();
  /** Looks again and again, as the sweep does, until the slots are where they should be. */
  const untilSlotsAre = (states: Record<string, string>) =>
    waitFor(
      async () => {
        await sweep();
        return JSON.stringify(await window.slotStates()) === JSON.stringify(states);
      },
      `slots to be ${JSON.stringify(states)}`,
    );

  it('offers, expires, marks as missed and closes out, without being asked', async () => {
    const [accepts, silent] = [await window.register(), await window.register()];
    await window.draw([
      { who: accepts, slots: ['a'] },
      { who: silent, slots: ['b'] },
    ]);
    await untilSlotsAre({ a: 'offered', b: 'offered', c: 'free' });
    await window.get(AnswersService).accept(accepts);
    // The expiry waits in the queue for a moment of the queue's own clock; ours is there already.
    window.clock.set(DRAWN + TO_ANSWER + 6);
    await untilSlotsAre({ a: 'accepted', b: 'free', c: 'free' });
    window.clock.set(NINE + 24 * 3600);
    await waitFor(async () => {
      await sweep();
      return (await window.query(`SELECT FROM windows WHERE id = $1 AND state = 'closed_out'`, [window.windowId])).length === 1;
    }, 'the window to close out');
    expect(await window.slotStates()).toEqual({ a: 'missed', b: 'unused', c: 'unused' });
    expect(await window.logged()).toEqual([
      'slot.offered a',
      'slot.offered b',
      'slot.accepted a',
      'slot.expired b',
      'slot.missed a',
      'slot.unused b+c',
    ]);
    expect(NINE).toBeGreaterThan(LAST_REFILL);
  });

  it('gets back what the queue has lost', async () => {
    const who = await window.register();
    await window.draw([{ who, slots: ['a'] }]);
    await queue.pause();
    await sweep();
    await queue.obliterate({ force: true });
    await queue.resume();
    await untilSlotsAre({ a: 'offered', b: 'free', c: 'free' });
  });

  it('adds each job once, however often it looks', async () => {
    await queue.pause();
    try {
      const who = await window.register();
      const { drawUuid } = await window.draw([{ who, slots: ['a'] }]);
      await Promise.all([sweep(), sweep(), sweep()]);
      const jobs = await queue.getJobs(['waiting', 'delayed', 'prioritized']);
      expect(jobs.filter((job) => job.id === `offer-${drawUuid}`)).toHaveLength(1);
      expect(jobs.find((job) => job.id === `offer-${drawUuid}`)?.data).toEqual({ drawUuid });
    } finally {
      await queue.resume();
    }
    await untilSlotsAre({ a: 'offered', b: 'free', c: 'free' });
  });
});
