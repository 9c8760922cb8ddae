import { randomUUID } from 'node:crypto';
import { AnswersService, CloseOutService, ExpiryService, OfferingService, PaperDays } from '../../../src/modules/appointments';
import type { StaffMember } from '../../../src/modules/staff';
import { CatalogueService } from '../../../src/modules/windows';
import { loadMigrations } from '../../../src/platform/database';
import { startTestDatabase } from '../../support';
import { MINUTE } from '../slots/slot-fixtures';
import { DAY } from '../windows/window-fixtures';
import { type Applicant, DrawnWindow, NINE, type Office, openOffice } from './drawn-window';

const CLERK: StaffMember = { name: 'staff-7', person: 'p-7', roles: ['clerk'] };
const OTHER: StaffMember = { name: 'staff-8', person: 'p-8', roles: ['clerk'] };
const THE_DAY = '2026-03-17';

describe('a day on paper', () => {
  let office: Office;
  let window: DrawnWindow;
  let paper: PaperDays;
  let expiry: ExpiryService;
  /** One appointment at each of two offices. */
  let [kvr, station] = [
    { office: '', day: THE_DAY },
    { office: '', day: THE_DAY },
  ];
  let [here, there]: [Applicant, Applicant] = [] as never;

  beforeAll(async () => {
    office = await openOffice();
    const catalogue = office.test.app.get(CatalogueService, { strict: false });
    const { id } = await catalogue.createOffice({
      authority: 'muenchen.example',
      slug: 'station',
      name: 'Bahnhof',
      address: 'Bahnhofplatz 1',
    });
    await office.test.database.query(`UPDATE slot_groups SET office_id = $1 WHERE name = 'afternoons'`, [id]);
    station = { office: id, day: THE_DAY };
  });
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    await office.test.database.query('DELETE FROM paper_days');
    window = await DrawnWindow.open(office);
    paper = window.get(PaperDays);
    expiry = window.get(ExpiryService);
    const [row] = await window.query<{ id: string }>(`SELECT id FROM offices WHERE slug = 'kvr'`);
    kvr = { office: row!.id, day: THE_DAY };
    await window.addSlots([
      { slot_id: 'a', startsAt: NINE },
      { slot_id: 'b', startsAt: NINE + 20 * MINUTE, group: 'afternoons', counter: 'c2' },
    ]);
    [here, there] = [await window.register(), await window.register()];
    const { drawUuid } = await window.draw([
      { who: here, slots: ['a'] },
      { who: there, slots: ['b'] },
    ]);
    await window.get(OfferingService).offer(drawUuid);
    for (const who of [here, there]) await window.get(AnswersService).accept(who);
    window.clock.set(NINE + DAY);
  });
  /** The next test finds nobody who is still expected. */
  afterEach(async () => {
    for (const each of [kvr, station]) await paper.close(CLERK, each);
    await expiry.markNotCome();
  });

  const held = () => window.query(`SELECT office_id, held_by, entered_by FROM paper_days ORDER BY id`);

  it('is kept open at the office that works from paper, and nowhere else', async () => {
    await paper.hold(CLERK, kvr);
    expect(await expiry.markNotCome()).toBe(1);
    expect(await window.slotStates()).toEqual({ a: 'accepted', b: 'missed' });
    // What another office has entered says nothing about this one.
    await paper.close(OTHER, station);
    expect(await expiry.markNotCome()).toBe(0);
    await paper.close(CLERK, kvr);
    expect(await expiry.markNotCome()).toBe(1);
    expect(await window.slotStates()).toEqual({ a: 'missed', b: 'missed' });
  });

  it('is shown by office, and to members of one office only theirs', async () => {
    await paper.hold(CLERK, kvr);
    expect(await paper.listOffices(CLERK, THE_DAY)).toEqual([
      { office: station.office, name: 'Bahnhof', isHeld: false },
      { office: kvr.office, name: 'KVR', isHeld: true },
    ]);
    expect(await paper.listOffices({ ...CLERK, offices: ['station'] }, THE_DAY)).toMatchObject([{ name: 'Bahnhof' }]);
    expect(await paper.listOffices(CLERK, '2026-03-19')).toEqual([]);
    window.clock.set(NINE + 8 * DAY);
    expect(await paper.listOffices({ ...CLERK, offices: ['kvr'] }, THE_DAY)).toMatchObject([{ name: 'KVR', isHeld: false }]);
  });

  it('is held once, by whoever was first, however many press at once; and once more after it was closed', async () => {
    await paper.hold(CLERK, kvr);
    window.clock.advance(DAY);
    await Promise.all(Array.from({ length: 5 }, () => paper.hold(OTHER, kvr)));
    expect(await held()).toEqual([{ office_id: kvr.office, held_by: 'staff-7', entered_by: null }]);
    // Whoever presses again does not make the seven days begin again.
    window.clock.set(NINE + 8 * DAY + MINUTE);
    expect(await expiry.markNotCome()).toBe(2);
    await paper.hold(CLERK, kvr);
    await paper.close(OTHER, kvr);
    await paper.close(CLERK, kvr);
    await paper.hold(OTHER, kvr);
    // Who held and who entered it before stays written down; what was over by itself nobody has entered.
    expect(await held()).toEqual([
      { office_id: kvr.office, held_by: 'staff-7', entered_by: null },
      { office_id: kvr.office, held_by: 'staff-7', entered_by: 'staff-8' },
      { office_id: kvr.office, held_by: 'staff-8', entered_by: null },
    ]);
  });

  it('is held again when its seven days have passed and nobody has entered anything', async () => {
    await paper.hold(CLERK, kvr);
    window.clock.set(NINE + 8 * DAY + MINUTE);
    await paper.hold(OTHER, kvr);
    expect(await held()).toEqual([
      { office_id: kvr.office, held_by: 'staff-7', entered_by: null },
      { office_id: kvr.office, held_by: 'staff-8', entered_by: null },
    ]);
    expect(await expiry.markNotCome()).toBe(1);
    expect(await window.slotStates()).toEqual({ a: 'accepted', b: 'missed' });
  });

  it('is held by one, however many are the first at once', async () => {
    const clerks = Array.from({ length: 5 }, (_, n) => ({ ...CLERK, name: `staff-${40 + n}` }));
    await Promise.all(clerks.map((clerk) => paper.hold(clerk, kvr)));
    const [first, ...more] = await held();
    expect([more, clerks.map(({ name }) => name)]).toEqual([[], expect.arrayContaining([first!['held_by']])]);
    await paper.hold(CLERK, kvr);
    expect(await held()).toEqual([first]);
  });

  it('counts although it was held only after the night had begun to mark people as missed', async () => {
    let marked: Promise<number> | undefined;
    await window.transaction(async (em) => {
      await em.query(`SELECT FROM offers WHERE id = $1 FOR UPDATE`, [(await window.offerOf(here)).id]);
      marked = expiry.markNotCome();
      await window.untilWaiting(em, 1);
      await paper.hold(CLERK, kvr);
    });
    await marked;
    expect(await window.slotStates()).toEqual({ a: 'accepted', b: 'missed' });
  });

  it('is of an office that there is', async () => {
    const nowhere = { office: '00000000-0000-4000-8000-000000000000', day: THE_DAY };
    await expect(paper.hold(CLERK, nowhere)).rejects.toMatchObject({ code: 'office.unknown', field: 'office' });
  });

  it('is said to be open only when nobody is just becoming missed any more', async () => {
    let held: Promise<void> | undefined;
    await window.transaction(async (em) => {
      const [row] = await em.query(`SELECT * FROM offers WHERE id = $1`, [(await window.offerOf(here)).id]);
      expect(await paper.withoutHeld(em, [row])).toHaveLength(1);
      held = paper.hold(CLERK, kvr);
      await window.untilWaiting(em, 1);
    });
    await held;
    expect(await expiry.markNotCome()).toBe(1);
  });

  it('keeps a window from being closed out', async () => {
    await paper.hold(CLERK, station);
    window.clock.set(NINE + 2 * DAY);
    const closed = await window.get(CloseOutService).closeOut(window.windowId);
    expect(closed).toEqual({ outcome: 'waiting', for: 'paper' });
  });
});

it('stays held when the version changes: in every office where it was held for all, and for all where one still holds it', async () => {
  const database = await startTestDatabase();
  try {
    const [kvr, station] = [randomUUID(), randomUUID()];
    await database.query(
      `INSERT INTO offices (id, authority, slug, name, address) VALUES ($1, 'a.example', 'kvr', 'K', 'x'), ($2, 'a.example', 'station', 'S', 'y')`,
      [kvr, station],
    );
    await database.query(
      `INSERT INTO paper_days (office_id, day, held_by, held_at, entered_at, entered_by)
       VALUES ($1, '2026-03-17', 'staff-1', now(), now(), 'staff-1'), ($2, '2026-03-17', 'staff-2', now(), NULL, NULL)`,
      [kvr, station],
    );
    const runner = (await database.openDataSource([], 'owner')).createQueryRunner();
    const Migration = loadMigrations().find(({ name }) => name.startsWith('PaperDaysOfOffices'))!;
    await new Migration().down(runner);
    expect(await database.query('SELECT day::text, held_by, entered_by FROM paper_days')).toEqual([
      { day: '2026-03-17', held_by: 'staff-2', entered_by: null },
    ]);
    await new Migration().up(runner);
    await runner.release();
    const rows = await database.query<{ office_id: string; held_by: string }>('SELECT office_id, held_by, entered_by FROM paper_days');
    expect(rows.map(({ office_id }) => office_id).sort()).toEqual([kvr, station].sort());
    expect(rows.every(({ held_by }) => held_by === 'staff-2')).toBe(true);
  } finally {
    await database.stop();
  }
});

it('is what it was last when the version goes back', async () => {
  const database = await startTestDatabase();
  try {
    const kvr = randomUUID();
    await database.query(`INSERT INTO offices (id, authority, slug, name, address) VALUES ($1, 'a.example', 'kvr', 'K', 'x')`, [kvr]);
    await database.query(
      `INSERT INTO paper_days (office_id, day, held_by, held_at, entered_at, entered_by)
       VALUES ($1, '2026-03-17', 'staff-1', now(), now(), 'staff-1'), ($1, '2026-03-17', 'staff-2', now(), NULL, NULL)`,
      [kvr],
    );
    const runner = (await database.openDataSource([], 'owner')).createQueryRunner();
    const Migration = loadMigrations().find(({ name }) => name.startsWith('PaperDaysKept'))!;
    await new Migration().down(runner);
    const days = () => database.query('SELECT held_by, entered_by FROM paper_days');
    expect(await days()).toEqual([{ held_by: 'staff-2', entered_by: null }]);
    await new Migration().up(runner);
    await runner.release();
    expect(await days()).toEqual([{ held_by: 'staff-2', entered_by: null }]);
  } finally {
    await database.stop();
  }
});
