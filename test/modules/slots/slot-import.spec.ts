import type { EntityManager } from 'typeorm';
import { parseTime } from '../../../src/core';
import { createTestClock, startTestDatabase, type TestDatabase, waitFor } from '../../support';
import { untilBehind } from '../../support/waiting-sessions';
import { createCatalogue, DAY, HOUR, planAt, SERVICE } from '../windows/window-fixtures';
import { csvOf, MINUTE, openSlotServices, type SlotLine, type SlotServices } from './slot-fixtures';

const OPENS = parseTime('2026-03-02T08:00:00Z');
const FREEZE = OPENS + 5 * DAY + HOUR;
const DRAW = OPENS + 6 * DAY;
/** Nine in the morning in Berlin, after the draw. */
const NINE = parseTime('2026-03-10T08:00:00Z');

describe('importing slots', () => {
  let database: TestDatabase;
  let services: SlotServices;
  let windowId: string;
  let windows = 0;
  const clock = createTestClock();

  beforeAll(async () => {
    database = await startTestDatabase();
    services = await openSlotServices(database, clock);
    await createCatalogue(services);
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    clock.set(OPENS - DAY);
    ({ id: windowId } = await services.planning.plan({ service: SERVICE, name: `w${++windows}`, plan: planAt(OPENS) }));
  });

  const load = (lines: readonly SlotLine[], dryRun = false) => services.imports.import(windowId, csvOf(lines), dryRun);
  const stored = () =>
    database.query<{ slot_id: string; lane: string; lane_index: number }>(
      `SELECT slot_id, lane, lane_index FROM slots WHERE window_id = $1 ORDER BY lane, lane_index`,
      [windowId],
    );
  const minutes = (...starts: number[]): SlotLine[] => starts.map((start) => ({ startsAt: NINE + start * MINUTE }));

  /** Lanes by number, in the order in which they first appear: their public names tell neither counter nor day. */
  const numbered = (lanes: readonly string[]): number[] => lanes.map((lane) => [...new Set(lanes)].indexOf(lane));

  it('takes every row, makes a lane of each counter and day, and leaves a place out at every gap', async () => {
    const report = await load([...minutes(0, 20, 60), { startsAt: NINE, counter: 'c2' }, { startsAt: NINE + DAY }]);
    expect(report).toEqual({ dryRun: false, rows: 5, created: 5, unchanged: 0, errorCount: 0, errors: [] });
    const rows = await stored();
    const lanes = [...new Set(rows.map(({ lane }) => lane))];
    const indexes = lanes.map((lane) => rows.filter((row) => row.lane === lane).map((row) => row.lane_index));
    expect(indexes.sort((a, b) => b.length - a.length)).toEqual([[0, 1, 3], [0], [0]]);
    for (const { lane } of rows) expect(lane).toMatch(/^l[0-9a-f]{16}$/);
  });

  it("goes by the office's day, not by the day in UTC", async () => {
    await load([{ startsAt: parseTime('2026-03-10T22:50:00Z') }, { startsAt: parseTime('2026-03-10T23:10:00Z') }]);
    expect(numbered((await stored()).map(({ lane }) => lane))).toEqual([0, 1]);
  });

  it('changes nothing the second time, with ids of the office and with our own', async () => {
    const lines = [...minutes(0, 20), { startsAt: NINE + 40 * MINUTE, slot_id: 'kvr-7' }];
    await load(lines);
    const before = await stored();
    expect(await load([...lines].reverse())).toMatchObject({ created: 0, unchanged: 3 });
    expect(await stored()).toEqual(before);
    expect(before.filter(({ slot_id }) => slot_id !== 'kvr-7').every(({ slot_id }) => /^s[0-9a-f]{16}$/.test(slot_id))).toBe(true);
  });

  it('stores each slot once when two desks send one file at once', async () => {
    const lines = minutes(...Array.from({ length: 40 }, (_, i) => i * 20));
    const reports = await Promise.all(Array.from({ length: 6 }, () => load(lines)));
    expect(reports.map(({ created }) => created).sort((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 40]);
    expect(await stored()).toHaveLength(40);
  });

  it('finds new neighbours their places, and moves the old ones', async () => {
    await load(minutes(20, 40, 100));
    const ids = new Map((await stored()).map(({ slot_id, lane_index }) => [slot_id, lane_index]));
    expect([...ids.values()]).toEqual([0, 1, 3]);
    expect(await load(minutes(0, 60, 80))).toMatchObject({ created: 3 });
    const after = await stored();
    expect(after.map(({ lane_index }) => lane_index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(after.map(({ slot_id }) => ids.get(slot_id) ?? 'new')).toEqual(['new', 0, 1, 'new', 'new', 3]);
  });

  it('takes all rows or none', async () => {
    const lines = [...minutes(0, 20), { startsAt: NINE + HOUR, group: 'nights' }, { startsAt: NINE + 2 * HOUR, label: 'vip' }];
    await expect(load(lines)).rejects.toMatchObject({ code: 'slots.unknown-group', line: 4, field: 'group', details: { errors: 2 } });
    expect(await stored()).toEqual([]);
  });

  it('as a dry run finds every mistake, counts, and changes nothing', async () => {
    const lines: SlotLine[] = [
      { startsAt: NINE, slot_id: 'a' },
      { startsAt: NINE + HOUR, slot_id: 'a' },
      { startsAt: NINE + 10 * MINUTE },
      { startsAt: NINE + 2 * HOUR, group: 'nights' },
      { startsAt: NINE + 3 * HOUR, label: 'vip' },
      { startsAt: DRAW },
      { startsAt: DRAW + 1 },
    ];
    const report = await load(lines, true);
    expect(report).toMatchObject({ dryRun: true, rows: 7, created: 3, errorCount: 5 });
    expect(report.errors.map(({ line, field, code }) => `${line} ${field} ${code}`)).toEqual([
      '3 slot_id slots.duplicate-id',
      '4 starts_at slots.overlap',
      '5 group slots.unknown-group',
      '6 label slots.unknown-label',
      '7 starts_at slots.before-draw',
    ]);
    expect(await stored()).toEqual([]);
  });

  it('refuses a slot that is there already and is another one', async () => {
    await load([{ startsAt: NINE, slot_id: 'a' }]);
    await expect(load([{ startsAt: NINE, slot_id: 'a', place: 'Room 4' }])).rejects.toMatchObject({ code: 'slots.differs', line: 2 });
    await expect(load([{ startsAt: NINE + 10 * MINUTE, slot_id: 'b' }])).rejects.toMatchObject({ code: 'slots.overlap', line: 2 });
    await expect(load([{ startsAt: NINE - 10 * MINUTE, slot_id: 'b' }])).rejects.toMatchObject({ code: 'slots.overlap', line: 2 });
  });

  it('goes on after the announcement, until the main freeze and not a second longer', async () => {
    await services.planning.announce(windowId);
    clock.set(FREEZE - 1);
    expect(await load(minutes(0))).toMatchObject({ created: 1 });
    clock.set(FREEZE);
    await expect(load(minutes(20))).rejects.toMatchObject({ code: 'slots.frozen', kind: 'too-late' });
    await expect(load(minutes(20), true)).rejects.toMatchObject({ code: 'slots.frozen' });
  });

  it('comes before a freeze or after it, never in between', async () => {
    await load(minutes(0));
    let goOn = (): void => undefined;
    let locked: string[] | undefined;
    let holder: EntityManager | undefined;
    const freeze = services.unitOfWork.run(async (em) => {
      const slots = await services.slots.lockFree(em, windowId);
      [holder, locked] = [em, slots.map((slot) => slot.id)];
      await new Promise<void>((resolve) => (goOn = resolve));
      await services.slots.setState(em, locked, ['free'], 'frozen');
    });
    await waitFor(() => locked !== undefined, 'the freeze to hold the slots');
    const late = load(minutes(20));
    await untilBehind(holder!, 1, (sql, parameters) => database.query(sql, parameters));
    goOn();
    await freeze;
    // The clock stands before the freeze: only the slots' state tells, as it does when clocks differ.
    await expect(late).rejects.toMatchObject({ code: 'slots.frozen' });
    expect(locked).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  it('knows no window that nobody planned', async () => {
    windowId = '00000000-0000-4000-8000-000000000000';
    await expect(load(minutes(0))).rejects.toMatchObject({ code: 'window.unknown' });
  });
});
