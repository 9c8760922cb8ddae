import { type BeaconChain, drawRecord, parseBeacon, parseEntries, timeOfRound, verifyBeacon } from '../../../src/core';
import { BEACON_CHAIN } from '../../../src/modules/windows';
import { DrawWorld, type Person, TIMES } from '../../support/draw-world';

describe('a draw', () => {
  let world: DrawWorld;
  const who: Record<string, Person> = {};

  beforeAll(async () => {
    world = await DrawWorld.open({ plan: { contributors: ['office'] } });
    const names = ['family', 'tooLarge', 'nowhere', 'withdrawn', 'a', 'b', 'c', 'd'] as const;
    const specs = [{ size: 3, hardship: true }, { size: 4 }, { wishes: ['pm'] }, {}, {}, { losses: 2 }, { losses: 2 }, {}];
    (await world.enrol(...specs)).forEach((person, i) => (who[names[i]!] = person));
    await world.addSlots([
      { id: 'w1', counter: 'c4', label: 'hardship' },
      { id: 'w2', counter: 'c4', label: 'hardship' },
      { id: 'x1', label: 'hardship' },
      { id: 'x2', label: 'hardship' },
      { id: 'x3', label: 'hardship' },
      { id: 'y1', counter: 'c2' },
      { id: 'taken', counter: 'c3', group: 'pm' },
    ]);
    await world.query(`UPDATE slots SET state = 'granted' WHERE slot_id = 'taken'`);
    await world.liveUntil(TIMES.closes);
    await world.liveUntil(TIMES.freeze);
  });
  afterAll(() => world.stop());

  it('waits for its round', async () => {
    world.clock.set(TIMES.draw - 1);
    expect(await world.take('draw', 0)).toEqual({ kind: 'not-yet', until: TIMES.draw });
    expect(await world.drawOf(0)).toMatchObject({ state: 'revealed' });
  });

  it('happens once, however many ask at the same moment', async () => {
    await world.query(`UPDATE registrations SET state = 'withdrawn' WHERE id = $1`, [who.withdrawn!.registrationId]);
    world.clock.set(TIMES.draw);
    expect(new Set((await Promise.all(Array.from({ length: 5 }, () => world.take('draw', 0)))).map(({ kind }) => kind))).toEqual(
      new Set(['done']),
    );
    expect(await world.logged('draw.drawn')).toHaveLength(1);
    expect(await world.query('SELECT count(*)::integer AS n FROM draw_results')).toEqual([{ n: 8 }]);
  });

  it('uses the announced round of the announced chain', async () => {
    const chain = world.test.app.get<BeaconChain>(BEACON_CHAIN, { strict: false });
    const beacon = parseBeacon((await world.files(0)).get('beacon.json')!);
    expect(() => verifyBeacon(chain, beacon)).not.toThrow();
    expect(timeOfRound(chain, beacon.round)).toBe(TIMES.draw);
  });

  it('has the result that anybody computes from its record, in its file and in its rows', async () => {
    const files = await world.files(0);
    const replayed = drawRecord(files);
    expect(Buffer.from(files.get('result.txt')!)).toEqual(Buffer.from(replayed.file));
    const rows = await world.query('SELECT rank, ticket_id, pot, slot_ids FROM draw_results ORDER BY rank');
    expect(rows).toEqual(replayed.lines.map(({ rank, ticketId, pot, slots }) => ({ rank, ticket_id: ticketId, pot, slot_ids: slots })));
  });

  it('gives a family slots that follow each other at one counter, and everything that is free to somebody', async () => {
    expect(await world.resultOf(who.family!)).toMatchObject({ pot: 'hardship', slots: ['x1', 'x2', 'x3'] });
    const rows = await world.query<{ slot_ids: string[] }>('SELECT slot_ids FROM draw_results');
    expect(rows.flatMap(({ slot_ids }) => slot_ids).sort()).toEqual(['w1', 'w2', 'x1', 'x2', 'x3', 'y1']);
  });

  it('counts a loss for whoever could have been served and was not, and for nobody else', async () => {
    const rows = await world.query<{ id: string; state: string; losses: number }>('SELECT id, state, losses FROM registrations');
    const now = (person: Person) => rows.find(({ id }) => id === person.registrationId)!;
    for (const person of Object.values(who)) {
      const before = person.spec.losses ?? 0;
      const served = (await world.resultOf(person))!.pot !== null;
      if (person === who.withdrawn) expect(now(person)).toMatchObject({ state: 'withdrawn', losses: 0 });
      else if (served) expect(now(person)).toMatchObject({ state: 'offered', losses: 0 });
      else if (person === who.tooLarge || person === who.nowhere) expect(now(person)).toMatchObject({ state: 'standing', losses: before });
      else expect(now(person)).toMatchObject({ state: 'standing', losses: before + 1 });
    }
  });

  it('knew before the draw for whom it would be a loss', async () => {
    const entries = parseEntries((await world.files(0)).get('entries.txt')!);
    const rows = await world.query<{ registration_id: string; could_be_met: boolean }>(
      'SELECT registration_id, could_be_met FROM draw_entries',
    );
    const hopeless = rows.filter((row) => !row.could_be_met).map((row) => row.registration_id);
    expect(hopeless.sort()).toEqual([who.tooLarge!.registrationId, who.nowhere!.registrationId].sort());
    expect(entries).toHaveLength(8);
  });
});
