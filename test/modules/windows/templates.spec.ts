import { parseAnnouncement, parseTime } from '../../../src/core';
import { createTestClock, startTestDatabase, type TestDatabase } from '../../support';
import { createCatalogue, DAY, HOUR, openWindowServices, planAt, SERVICE, type WindowServices } from './window-fixtures';

/** Monday, eight in the morning in Berlin; the clocks go forward on the 29th, when this window is over. */
const FIRST = parseTime('2026-03-16T07:00:00Z');
const LEAD = 2 * DAY;

describe('windows that repeat', () => {
  let database: TestDatabase;
  let services: WindowServices;
  const clock = createTestClock();

  beforeEach(async () => {
    database = await startTestDatabase();
    services = await openWindowServices(database, clock);
    await createCatalogue(services);
    clock.set(FIRST - 10 * DAY);
  });
  afterEach(() => database.stop());

  const create = () =>
    services.templates.create({ service: SERVICE, name: 'weekly', plan: planAt(FIRST), repeatDays: 7, announceSecondsBefore: LEAD });
  const windows = () =>
    database.query<{ path: string; opens: string; state: string }>(
      `SELECT path, state, to_char(opens_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS opens FROM windows ORDER BY opens_at`,
    );

  it('announces the next window when its time has come and not before', async () => {
    const { id } = await create();
    clock.set(FIRST - LEAD - 1);
    expect(await services.templates.listDue()).toEqual([]);
    expect(await services.templates.openNext(id)).toBeNull();
    clock.set(FIRST - LEAD);
    expect((await services.templates.listDue()).map((row) => row.id)).toEqual([id]);
    expect(await services.templates.openNext(id)).toEqual({ outcome: 'announced', path: `${SERVICE}/weekly-2026-03-16` });
    expect(await services.templates.listDue()).toEqual([]);
    expect(await services.templates.openNext(id)).toBeNull();
    const [row] = await database.query(`SELECT announcement FROM windows`);
    expect(parseAnnouncement(row!.announcement as Buffer).title).toBe('Aufenthaltserlaubnis verlängern, 2026-03-16');
  });

  it('announces each opening once when many ask at once', async () => {
    const { id } = await create();
    clock.set(FIRST - LEAD);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => services.templates.openNext(id)));
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(1);
    expect(await windows()).toHaveLength(1);
    expect(await database.query(`SELECT type FROM log_entries`)).toHaveLength(1);
  });

  it('opens at eight in summer as in winter, and every instant moves along', async () => {
    const { id } = await create();
    for (const week of [0, 1, 2]) {
      clock.set(FIRST + week * 7 * DAY - LEAD + HOUR);
      await services.templates.openNext(id);
    }
    expect((await windows()).map(({ opens }) => opens)).toEqual(['2026-03-16 07:00', '2026-03-23 07:00', '2026-03-30 06:00']);
    const [third] = await database.query(`SELECT announcement FROM windows WHERE path LIKE '%03-30'`);
    expect(parseAnnouncement(third!.announcement as Buffer).timetable).toMatchObject({
      closesAt: '2026-04-04T06:00:00Z',
      drawAt: '2026-04-05T06:00:00Z',
      refill: { firstAt: '2026-04-06T06:00:00Z', lastAt: '2026-04-11T06:00:00Z', everySeconds: DAY },
    });
  });

  it('skips what has passed, never announces late, and catches up', async () => {
    const { id } = await create();
    clock.set(FIRST + 8 * DAY);
    expect(await services.templates.openNext(id)).toEqual({ outcome: 'skipped', path: `${SERVICE}/weekly-2026-03-16` });
    expect(await services.templates.openNext(id)).toEqual({ outcome: 'skipped', path: `${SERVICE}/weekly-2026-03-23` });
    expect(await services.templates.openNext(id)).toBeNull();
    expect(await windows()).toEqual([]);
    clock.set(FIRST + 13 * DAY);
    expect(await services.templates.openNext(id)).toMatchObject({ outcome: 'announced', path: `${SERVICE}/weekly-2026-03-30` });
  });

  it('announces nothing while paused', async () => {
    const { id } = await create();
    await services.templates.pause(id, true);
    clock.set(FIRST - LEAD);
    expect(await services.templates.listDue()).toEqual([]);
    expect(await services.templates.openNext(id)).toBeNull();
    await services.templates.pause(id, false);
    expect(await services.templates.openNext(id)).toMatchObject({ outcome: 'announced' });
    await expect(services.templates.pause('00000000-0000-4000-8000-000000000000', true)).rejects.toMatchObject({
      code: 'template.unknown',
    });
  });

  it('does nothing by halves: an opening that can not be announced stays due', async () => {
    const { id } = await create();
    await services.planning.plan({ service: SERVICE, name: 'weekly-2026-03-16', plan: planAt(FIRST) });
    clock.set(FIRST - LEAD);
    await expect(services.templates.openNext(id)).rejects.toMatchObject({ code: 'window.exists' });
    expect((await services.templates.listDue()).map((row) => row.id)).toEqual([id]);
    expect((await windows()).map(({ state }) => state)).toEqual(['planned']);
  });

  it('refuses a first window in the past, a plan that is none, and a name twice', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ code: 'template.exists' });
    const template = {
      service: SERVICE,
      name: 'other',
      plan: planAt(FIRST, { groups: ['nights'] }),
      repeatDays: 7,
      announceSecondsBefore: LEAD,
    };
    await expect(services.templates.create(template)).rejects.toMatchObject({ code: 'group.unknown' });
    clock.set(FIRST);
    await expect(services.templates.create({ ...template, plan: planAt(FIRST) })).rejects.toMatchObject({
      code: 'window.opening-too-near',
    });
  });
});
