import { AnswersService, CloseOutService, ExpiryService } from '../../src/modules/appointments';
import { DrawSchedule } from '../../src/modules/draws/draw-schedule.service';
import { StepsService } from '../../src/modules/draws/steps.service';
import { DAY, DrawWorld, TIMES } from '../support/draw-world';
import { populate } from '../support/draw-world-life';
import { expectConsistentLog, expectWholeLedger } from '../support/draw-world-outcome';

describe('a service that was away from the offers until after the last appointment', () => {
  let world: DrawWorld;
  beforeEach(async () => {
    world = await DrawWorld.open({ plan: { contributors: ['office'] } });
    await populate(world);
    await world.liveThroughDraw(0);
    const [first] = await world.query<{ registration_id: string }>('SELECT registration_id FROM offers ORDER BY ticket_id');
    await world.get(AnswersService).accept(world.people.find(({ registrationId }) => registrationId === first!.registration_id)!);
    world.clock.set(TIMES.appointments + 2 * DAY);
  });
  afterEach(() => world.stop());

  const mindDraws = async (): Promise<void> => {
    await world.get(DrawSchedule).scheduleMissing();
    for (const { name, drawUuid } of await world.get(StepsService).listNext()) await world.get(StepsService).take(name, drawUuid);
  };
  const mindAppointments = async (): Promise<void> => {
    const [expiry, closing] = [world.get(ExpiryService), world.get(CloseOutService)];
    for (const { drawUuid } of await expiry.listDeadlines()) await expiry.expireOverdue(drawUuid);
    await expiry.markNotCome();
    for (const id of await closing.listDue()) await closing.closeOut(id);
  };

  it('stops right after a refill was skipped, and is away until the end: the refills after it are not forgotten', async () => {
    world.clock.set(TIMES.draw);
    for (const { registration_id: id } of await world.query<{ registration_id: string }>(
      `SELECT registration_id FROM offers WHERE state = 'offered'`,
    )) {
      await world.get(AnswersService).accept(world.people.find(({ registrationId }) => registrationId === id)!);
    }
    await world.query(`UPDATE registrations SET state = 'withdrawn' WHERE state = 'standing'`);
    world.clock.set(TIMES.refillFreeze(1));
    await world.take('freeze', 1);
    expect(await world.drawOf(1)).toMatchObject({ state: 'skipped' });
    world.clock.set(TIMES.appointments + 2 * DAY);
    await mindAppointments();
    await mindDraws();
    await world.settle();
    expect(await world.query('SELECT number, state FROM draws ORDER BY number')).toEqual([
      { number: 0, state: 'drawn' },
      { number: 1, state: 'skipped' },
      { number: 2, state: 'voided' },
    ]);
    expect(await world.query('SELECT state FROM windows')).toEqual([{ state: 'closed_out' }]);
    await expectWholeLedger(world);
  });

  it.each([
    ['draws', [mindDraws, mindAppointments]],
    ['appointments', [mindAppointments, mindDraws]],
  ] as const)('ends every draw that was promised and every slot, in public, whoever wakes first: %s', async (_, order) => {
    for (const mind of order) await mind();
    await world.settle();
    const draws = await world.query('SELECT number, state, ended_reason FROM draws ORDER BY number');
    expect(draws).toEqual([
      { number: 0, state: 'drawn', ended_reason: null },
      { number: 1, state: 'voided', ended_reason: 'late-freeze' },
      { number: 2, state: 'voided', ended_reason: 'late-freeze' },
    ]);
    expect(await world.query('SELECT state FROM windows')).toEqual([{ state: 'closed_out' }]);
    await expectWholeLedger(world);
    await expectConsistentLog(world);
  });
});
