import { drawRecord, individualSheet } from '../../../src/core';
import type { SheetStory } from '../../../src/modules/draws/draw-stories.service';
import { DrawWorld, type Person, TIMES } from '../../support/draw-world';

describe("a person's own draws", () => {
  let world: DrawWorld;
  beforeAll(async () => {
    world = await DrawWorld.open({ plan: { contributors: [] } });
    await world.enrol({ critical: '2026-03-25' }, { losses: 2 }, {}, {}, {});
    await world.addSlots([{ id: 'a' }, { id: 'b' }]);
    await world.liveUntil(TIMES.closes);
  });
  afterAll(() => world.stop());

  const ask = ({ link, caseNumber }: Pick<Person, 'link' | 'caseNumber'>) =>
    world.request<{ draws: SheetStory[]; code?: string }>('POST', '/api/registrations/draws', { link, caseNumber });

  it('are none before the freeze, and have no result before the draw', async () => {
    expect((await ask(world.people[0]!)).body).toEqual({ draws: [] });
    await world.liveUntil(TIMES.freeze);
    const { body } = await ask(world.people[0]!);
    const { ticketId } = (await world.entryOf(world.people[0]!))!;
    expect(body).toMatchObject({
      draws: [
        {
          drawId: `${DrawWorld.path}/0`,
          state: 'revealed',
          ticketId,
          tickets: 16,
          reason: 'within-7-days',
          lossesBefore: 0,
          servedBy: null,
          entries: 5,
          slots: 2,
          sheet: null,
        },
      ],
    });
  });

  it('say why, afterwards: tickets and their reason, chance, lots, and what would have had to be different', async () => {
    await world.liveUntil(TIMES.draw);
    const drawn = drawRecord(await world.files(0));
    for (const person of world.people) {
      const { status, body } = await ask(person);
      const entry = (await world.entryOf(person))!;
      expect(status).toBe(200);
      expect(body.draws).toHaveLength(1);
      expect(body.draws[0]).toMatchObject({ state: 'drawn', tickets: entry.tickets, lossesBefore: person.spec.losses ?? 0 });
      expect(body.draws[0]!.sheet).toEqual(JSON.parse(JSON.stringify(individualSheet(drawn, entry.ticketId))));
      expect(body.draws[0]!.sheet!.lots).toHaveLength(entry.tickets);
    }
  });

  it('grow with every draw that somebody takes part in, the newest first', async () => {
    const winner =
      world.people[(await Promise.all(world.people.map((person) => world.resultOf(person)))).findIndex((line) => line!.pot !== null)]!;
    await world.request('POST', '/api/appointments/decline', { link: winner.link, caseNumber: winner.caseNumber, reason: 'other' });
    await world.liveThroughDraw(1);
    const loser =
      world.people[(await Promise.all(world.people.map((person) => world.entryOf(person, 1)))).findIndex((entry) => entry !== undefined)]!;
    expect((await ask(loser)).body.draws.map(({ drawId }) => drawId)).toEqual([`${DrawWorld.path}/1`, `${DrawWorld.path}/0`]);
    expect((await ask(winner)).body.draws.map(({ drawId }) => drawId)).toEqual([`${DrawWorld.path}/0`]);
  });

  it('are shown to nobody without both the link and the case number', async () => {
    const [own, other] = [world.people[0]!, world.people[1]!];
    for (const key of [
      { ...own, caseNumber: other.caseNumber },
      { ...own, link: other.link },
      { ...own, link: 'x' },
      { ...own, link: own.link.slice(1) },
    ]) {
      const { status, body } = await ask(key);
      expect({ status, code: body.code }).toEqual({ status: 404, code: 'registration.not-found' });
    }
  });

  it('are asked for with both, and with nothing else', async () => {
    for (const payload of [{}, { link: world.people[0]!.link }, { ...world.people[0]!, extra: 1 }]) {
      const { status, body } = await world.request('POST', '/api/registrations/draws', payload);
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
    }
  });
});
