import { parseEntries, parseFreeze, parseSlots } from '../../../src/core';
import { AnswersService } from '../../../src/modules/appointments';
import { ANSWER_WITHIN, DrawWorld, HOUR, type Person, TIMES } from '../../support/draw-world';

/** A drawn window without contributors: so many slots at one counter, and so many people. */
async function openDrawn(people: number, slots: number, refills = 2): Promise<DrawWorld> {
  const world = await DrawWorld.open({ plan: { contributors: [] }, refills });
  await world.enrol(...Array.from({ length: people }, () => ({})));
  await world.addSlots(Array.from({ length: slots }, (_, i) => ({ id: `s${i + 1}` })));
  await world.liveThroughDraw(0);
  return world;
}

async function winnersOf(world: DrawWorld, number = 0): Promise<Person[]> {
  const winners: Person[] = [];
  for (const person of world.people) if ((await world.resultOf(person, number))?.pot) winners.push(person);
  return winners;
}

const slotsOf = async (world: DrawWorld, number: number): Promise<string[]> =>
  parseSlots((await world.files(number)).get('slots.txt')!).map(({ slotId }) => slotId);

describe('a refill draw', () => {
  let world: DrawWorld;
  afterEach(() => world.stop());

  const accept = (person: Person) => world.get(AnswersService).accept(person);

  it('is skipped, its number used up and the skip logged, when nothing is free', async () => {
    world = await openDrawn(3, 2);
    for (const winner of await winnersOf(world)) await accept(winner);
    await world.liveUntil(TIMES.refillFreeze(1));
    expect(await world.drawOf(1)).toMatchObject({ state: 'skipped', endedReason: 'no-slots', frozenAt: null });
    expect(await world.files(1)).toEqual(new Map());
    expect(await world.logged('draw.skipped')).toEqual([
      { type: 'draw.skipped', at: '2026-03-09T06:00:00Z', drawId: `${DrawWorld.path}/1`, reason: 'no-slots' },
    ]);
    expect(await world.drawOf(2)).toMatchObject({ state: 'scheduled' });
    await world.liveUntil(TIMES.refill(1));
    expect(await world.drawOf(1)).toMatchObject({ state: 'skipped' });
  });

  it('is skipped when nobody is left who could get what is free', async () => {
    world = await openDrawn(2, 3);
    for (const winner of await winnersOf(world)) await accept(winner);
    await world.liveUntil(TIMES.refillFreeze(1));
    expect(await world.drawOf(1)).toMatchObject({ state: 'skipped', endedReason: 'no-entries' });
    expect(await world.logged('draw.skipped')).toEqual([expect.objectContaining({ reason: 'no-entries' })]);
    expect(Object.values(await world.slotStates()).sort()).toEqual(['accepted', 'accepted', 'free']);
  });

  it('gives what became free, to those who are still unserved, by a round of its own', async () => {
    world = await openDrawn(5, 3);
    const [declines, accepts, waits] = (await winnersOf(world)) as [Person, Person, Person];
    const freed = [...(await world.resultOf(declines))!.slots, ...(await world.resultOf(waits))!.slots];
    await world.get(AnswersService).decline(declines, 'other');
    await accept(accepts);
    await world.liveUntil(TIMES.draw + ANSWER_WITHIN + 1);
    await world.liveThroughDraw(1);
    expect((await slotsOf(world, 1)).sort()).toEqual(freed.sort());
    const losers = world.people.filter((person) => ![declines, accepts, waits].includes(person));
    for (const person of world.people) expect((await world.entryOf(person, 1)) !== undefined).toBe(losers.includes(person));
    expect((await winnersOf(world, 1)).length).toBe(2);
    const rounds = [0, 1].map(async (number) => parseFreeze((await world.files(number)).get('freeze.json')!).round);
    expect((await rounds[1]!) - (await rounds[0]!)).toBe(86400 / 3);
    expect(await world.verify(1, losers[0])).toMatchObject({ verdict: 'replayed', ticket: { ticketId: expect.any(String) } });
  });

  it('is no second chance to lose: who goes empty there has not lost another draw', async () => {
    world = await openDrawn(5, 2);
    const [declines, accepts] = (await winnersOf(world)) as [Person, Person];
    await world.get(AnswersService).decline(declines, 'other');
    await accept(accepts);
    await world.liveThroughDraw(1);
    const served = await winnersOf(world, 1);
    expect(served).toHaveLength(1);
    const rows = await world.query<{ id: string; losses: number }>(`SELECT id, losses FROM registrations WHERE state = 'standing'`);
    const losers = world.people.filter((person) => ![declines, accepts, ...served].includes(person));
    expect(rows.filter(({ id }) => id !== declines.registrationId)).toEqual(losers.map(({ registrationId: id }) => ({ id, losses: 1 })));
  });

  it('takes in nobody who was confirmed after the window had closed', async () => {
    world = await openDrawn(3, 1);
    const [late] = await world.enrol({ confirmedAt: TIMES.closes + HOUR });
    await world.liveUntil(TIMES.draw + ANSWER_WITHIN + 1);
    await world.liveThroughDraw(1);
    expect(parseEntries((await world.files(1)).get('entries.txt')!)).toHaveLength(2);
    expect(await world.entryOf(late!, 1)).toBeUndefined();
  });

  it('gets the slot of a winner who withdrew before the draw, and nothing is offered to them', async () => {
    world = await DrawWorld.open({ plan: { contributors: [] } });
    await world.enrol({}, {});
    await world.addSlots([{ id: 's1' }, { id: 's2' }]);
    for (const moment of [TIMES.closes, TIMES.freeze, TIMES.reveal]) await world.liveUntil(moment);
    const gone = world.people[0]!;
    expect((await world.request('POST', '/api/registrations/withdraw', { link: gone.link, caseNumber: gone.caseNumber })).status).toBe(200);
    await world.liveUntil(TIMES.draw);
    const { slots, ticketId } = (await world.resultOf(gone))!;
    expect(slots).toHaveLength(1);
    expect(await world.logged('slot.cancelled')).toEqual([expect.objectContaining({ ticketId, slots, reason: 'withdrawn' })]);
    expect((await world.slotStates())[slots[0]!]).toBe('free');
    expect(await world.query(`SELECT kind FROM outbox_messages WHERE registration_id = $1`, [gone.registrationId])).toEqual([]);
    await world.liveUntil(TIMES.draw + ANSWER_WITHIN + 1);
    await world.liveUntil(TIMES.refillFreeze(1));
    expect(await world.drawOf(1)).toMatchObject({ state: 'skipped', endedReason: 'no-entries' });
  });

  it('leaves out what begins before its draw: nobody could get there', async () => {
    world = await DrawWorld.open({ plan: { contributors: [] } });
    await world.enrol({ wishes: ['pm'] }, {}, {}, {});
    await world.addSlots([
      { id: 'begins-before', startsAt: TIMES.refill(1) - HOUR },
      { id: 'begins-with', startsAt: TIMES.refill(1), counter: 'c2' },
      { id: 'begins-after', startsAt: TIMES.refill(1) + 1, counter: 'c3' },
    ]);
    await world.liveThroughDraw(0);
    expect(await slotsOf(world, 0)).toEqual(['begins-before', 'begins-with', 'begins-after']);
    for (const winner of await winnersOf(world)) await world.get(AnswersService).decline(winner, 'other');
    await world.liveUntil(TIMES.refillFreeze(1));
    expect(await slotsOf(world, 1)).toEqual(['begins-after']);
    expect(await world.slotStates()).toEqual({ 'begins-before': 'free', 'begins-with': 'free', 'begins-after': 'frozen' });
  });

  it('is promised as often as the announcement says, and not once more', async () => {
    world = await openDrawn(2, 1, 3);
    for (const number of [1, 2, 3]) await world.liveUntil(TIMES.refill(number));
    await world.liveUntil(TIMES.refill(9));
    const rows = await world.query<{ number: number; state: string }>('SELECT number, state FROM draws ORDER BY number');
    expect(rows.map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    expect(rows.every(({ state }) => ['drawn', 'skipped', 'voided'].includes(state))).toBe(true);
  });
});
