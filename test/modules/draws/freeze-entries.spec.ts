import { DrawWorld, type Person, type PersonSpec, TIMES } from '../../support/draw-world';

/** The draw is on 8 March, and an appointment helps from 22 March on (14 days of lead). */
const PEOPLE = {
  'date within a week of the first help': { critical: '2026-03-25' },
  'date within two weeks': { critical: '2026-04-04' },
  'date within three weeks': { critical: '2026-04-12' },
  'date within five weeks': { critical: '2026-04-26' },
  'date later': { critical: '2026-04-27' },
  'date too near to be saved': { critical: '2026-03-21' },
  'date on the first day of help': { critical: '2026-03-22' },
  'no date in the register': {},
  'lost twice': { critical: '2026-04-12', losses: 2 },
  'lost often, without a date': { losses: 9 },
  'granted hardship': { hardship: true },
  'granted hardship, waived': { hardship: true, waivedPots: ['hardship'] },
  'everything at once': { critical: '2026-03-10', losses: 8, hardship: true, waivedPots: ['guarantee'] },
  'date that has moved since': { critical: '2026-04-27' },
  'a family with wishes': { size: 3, wishes: ['pm', 'am'] },
  'a wish that the window has not, and one that it has': { wishes: ['elsewhere', 'pm'] },
  'confirmed in the last second': { confirmedAt: TIMES.closes },
} as const satisfies Record<string, PersonSpec>;

const OUTSIDE = {
  'confirmed a second too late': { confirmedAt: TIMES.closes + 1 },
  'not confirmed': { state: 'unconfirmed' },
  'in review': { state: 'in_review' },
  withdrawn: { state: 'withdrawn' },
  excluded: { state: 'excluded' },
  served: { state: 'served' },
  'only wishes of other windows': { wishes: ['elsewhere'] },
  'declined an offer of this window': {},
} as const satisfies Record<string, PersonSpec>;

describe('entries of a freeze', () => {
  let world: DrawWorld;
  const people = new Map<string, Person>();

  beforeAll(async () => {
    world = await DrawWorld.open();
    const specs = Object.entries<PersonSpec>({ ...PEOPLE, ...OUTSIDE });
    const added = await world.enrol(...specs.map(([, spec]) => spec));
    specs.forEach(([name], i) => people.set(name, added[i]!));
    const sitsOut = people.get('declined an offer of this window')!;
    await world.query('UPDATE registrations SET sits_out_window_id = $2 WHERE id = $1', [sitsOut.registrationId, world.windowId]);
    await world.reviseRegister(people.get('date that has moved since')!, '2026-03-25');
    await world.addSlots([{ id: 'a' }, { id: 'b' }]);
    await world.liveUntil(TIMES.closes);
    await world.liveUntil(TIMES.freeze);
  });
  afterAll(() => world.stop());

  it.each<[keyof typeof PEOPLE, number, string, string]>([
    ['date within a week of the first help', 16, 'within-7-days', 'general'],
    ['date within two weeks', 8, 'within-14-days', 'general'],
    ['date within three weeks', 4, 'within-21-days', 'general'],
    ['date within five weeks', 2, 'within-35-days', 'general'],
    ['date later', 1, 'later', 'general'],
    ['date too near to be saved', 4, 'lapsed', 'lapsed,general'],
    ['date on the first day of help', 16, 'within-7-days', 'general'],
    ['no date in the register', 1, 'unverified', 'general'],
    ['lost twice', 8, 'within-21-days', 'general'],
    ['lost often, without a date', 2, 'unverified', 'guarantee,general'],
    ['granted hardship', 1, 'unverified', 'hardship,general'],
    ['granted hardship, waived', 1, 'unverified', 'general'],
    ['date that has moved since', 16, 'within-7-days', 'general'],
    ['everything at once', 8, 'lapsed', 'hardship,lapsed,general'],
  ])('%s: %i tickets (%s) in %s', async (name, tickets, reason, pots) => {
    const entry = await world.entryOf(people.get(name)!);
    expect(entry).toMatchObject({ tickets, size: 1, choices: '*' });
    expect(entry!.pots.join()).toBe(pots);
    const [row] = await world.query('SELECT tickets, reason, losses FROM draw_entries WHERE ticket_id = $1', [entry!.ticketId]);
    expect(row).toEqual({ tickets, reason, losses: (PEOPLE[name] as PersonSpec).losses ?? 0 });
  });

  it('take over size and wishes, and of the wishes those that the window offers', async () => {
    expect(await world.entryOf(people.get('a family with wishes')!)).toMatchObject({ size: 3, choices: ['pm', 'am'] });
    expect(await world.entryOf(people.get('a wish that the window has not, and one that it has')!)).toMatchObject({ choices: ['pm'] });
  });

  it.each(Object.keys(OUTSIDE))('leave out: %s', async (name) => {
    expect(await world.entryOf(people.get(name)!)).toBeUndefined();
  });

  it('are one for each of the others, and for nobody else', async () => {
    const expected = Object.keys(PEOPLE).map((name) => people.get(name)!.registrationId);
    const rows = await world.query<{ registration_id: string; ticket_id: string }>('SELECT registration_id, ticket_id FROM draw_entries');
    expect(rows.map((row) => row.registration_id).sort()).toEqual([...expected].sort());
    const lines = (await world.text(0, 'entries.txt')).trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(rows.map((row) => row.ticket_id).sort());
  });
});
