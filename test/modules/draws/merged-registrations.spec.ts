import { deriveTickets, type Entry } from '../../../src/core';
import { AnswersService } from '../../../src/modules/appointments';
import { officeDate } from '../../../src/modules/windows';
import { DrawWorld, type Person, type PersonSpec, TIMES } from '../../support/draw-world';

/**
 * Two registrations of one person count as one, with the lower tickets (docs/spec: policy): whichever has them at the freeze, by what is known
 * then. The draw is on 2026-03-08, and its appointments help from 14 days after it on.
 */
const PAIRS: Record<string, readonly [PersonSpec, PersonSpec]> = {
  'the second is less urgent': [{ critical: '2026-03-25' }, { critical: '2026-04-20' }],
  'the first is less urgent': [{ critical: '2026-04-20' }, { critical: '2026-03-25' }],
  'the second has no date': [{ critical: '2026-03-25' }, {}],
  'the second has lost more often': [{}, { losses: 2 }],
  'the first has lost more often': [{ losses: 2 }, {}],
  'equal tickets, other pots': [{ hardship: true }, {}],
  'the second has hardship and more tickets': [{}, { hardship: true, critical: '2026-03-25' }],
  'the nearer date weighs less: it can not be saved any more': [{ critical: '2026-03-25' }, { critical: '2026-03-14' }],
};

let world: DrawWorld;
const pairs = new Map<string, readonly [Person, Person]>();

/** As `RegistrationExclusion.merge` leaves them. */
const merge = ([first, second]: readonly [Person, Person]) =>
  world.query(`UPDATE registrations SET state = 'excluded', merged_into = $2 WHERE id = $1`, [second.registrationId, first.registrationId]);
const lossesOf = async (...people: Person[]) => {
  const rows = await world.query<{ id: string; losses: number }>('SELECT id, losses FROM registrations');
  return people.map(({ registrationId }) => rows.find(({ id }) => id === registrationId)!.losses);
};

interface Weighed {
  readonly registration_id: string;
  readonly tickets: number;
  readonly reason: string;
  readonly losses: number;
  readonly critical_date: string | null;
  readonly hardship: boolean;
}

beforeAll(async () => {
  world = await DrawWorld.open();
  for (const [name, specs] of Object.entries(PAIRS)) {
    const pair = (await world.enrol(...specs)) as [Person, Person];
    await merge(pair);
    pairs.set(name, pair);
  }
  await world.addSlots([{ id: 'a' }]);
  await world.liveUntil(TIMES.closes);
  await world.liveUntil(TIMES.freeze);
});
afterAll(() => world.stop());

const weighedOf = (entry: Entry): Promise<Weighed[]> =>
  world.query<Weighed & Record<string, unknown>>(
    'SELECT registration_id, tickets, reason, losses, critical_date::text AS critical_date, hardship FROM draw_entry_merges WHERE ticket_id = $1',
    [entry.ticketId],
  );

describe('at the freeze', () => {
  it.each<[string, number, string]>([
    ['the second is less urgent', 2, 'general'],
    ['the first is less urgent', 2, 'general'],
    ['the second has no date', 1, 'general'],
    ['the second has lost more often', 1, 'general'],
    ['the first has lost more often', 1, 'general'],
    ['equal tickets, other pots', 1, 'hardship,general'],
    ['the second has hardship and more tickets', 1, 'general'],
    ['the nearer date weighs less: it can not be saved any more', 4, 'lapsed,general'],
  ])('%s: one entry, %i tickets in %s', async (name, tickets, pots) => {
    const [first, second] = pairs.get(name)!;
    const entry = (await world.entryOf(first))!;
    expect([entry.tickets, entry.pots.join()]).toEqual([tickets, pots]);
    expect(await world.entryOf(second)).toBeUndefined();
  });

  it('keeps the facts of each, so that an auditor finds the same', async () => {
    const [{ announcement }] = (await world.query<{ announcement: Buffer }>('SELECT announcement FROM windows')) as [
      { announcement: Buffer },
    ];
    const { tickets: rule, passes } = JSON.parse(announcement.toString()) as { tickets: never; passes: { pot: string }[] };
    const drawDay = officeDate(TIMES.draw);
    for (const [first, second] of pairs.values()) {
      const entry = (await world.entryOf(first))!;
      const weighed = await weighedOf(entry);
      expect(weighed.map((row) => row.registration_id).sort()).toEqual([first.registrationId, second.registrationId].sort());
      for (const row of weighed) {
        const facts = { criticalDate: row.critical_date, verified: row.critical_date !== null, losses: row.losses, hardship: row.hardship };
        const again = deriveTickets({ ...(rule as object), pots: passes.map(({ pot }) => pot) } as never, facts, drawDay);
        expect([row.tickets, row.reason]).toEqual([again.tickets, again.reason]);
      }
      expect(entry.tickets).toBe(Math.min(...weighed.map((row) => row.tickets)));
    }
  });

  it('writes nothing of the kind for whoever registered once', async () => {
    expect(await world.query('SELECT count(*)::integer AS n FROM draw_entry_merges')).toEqual([{ n: 2 * pairs.size }]);
  });
});

describe('after the draw', () => {
  beforeAll(async () => {
    await world.liveUntil(TIMES.reveal);
    await world.liveUntil(TIMES.draw);
  });

  it('a lost draw is lost for both, and being served sets both to nothing', async () => {
    const served = await world.query<{ id: string }>(`SELECT registration_id AS id FROM offers`);
    expect(served).toHaveLength(1);
    for (const [name, [first, second]] of pairs) {
      const [before, merged] = PAIRS[name]!.map(({ losses }) => losses ?? 0) as [number, number];
      const won = first.registrationId === served[0]!.id;
      expect(await lossesOf(first, second)).toEqual(won ? [0, 0] : [before + 1, merged + 1]);
    }
  });

  it('a justified decline gives each its own count back', async () => {
    const [{ id }] = (await world.query<{ id: string }>(`SELECT registration_id AS id FROM offers`)) as [{ id: string }];
    const [name, [first, second]] = [...pairs].find(([, [kept]]) => kept.registrationId === id)!;
    await world.get(AnswersService).decline(first, 'justified');
    expect(await lossesOf(first, second)).toEqual(PAIRS[name]!.map(({ losses }) => losses ?? 0));
  });

  it('the record verifies as ever', async () => {
    const { checks } = await world.verify(0);
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });
});
