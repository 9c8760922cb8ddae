import { parseAnnouncement, parseTime, sha256Hex } from '../../../src/core';
import { startTestDatabase, createTestClock, type TestDatabase } from '../../support';
import { createCatalogue, DAY, HOUR, openWindowServices, planAt, SERVICE, type WindowServices } from './window-fixtures';

const START = parseTime('2026-03-02T08:00:00Z');

describe('planning and announcing a window', () => {
  let database: TestDatabase;
  let services: WindowServices;
  const clock = createTestClock();

  beforeAll(async () => {
    database = await startTestDatabase();
    services = await openWindowServices(database, clock);
    await createCatalogue(services);
  });
  afterAll(() => database.stop());
  beforeEach(() => clock.set(START));

  const plan = (name: string, changes: Parameters<typeof planAt>[1] = {}) =>
    services.planning.plan({ service: SERVICE, name, plan: planAt(START + DAY, changes) });
  const logged = (window: string) => database.query(`SELECT body FROM log_entries WHERE subject = $1`, [window]);

  it('writes a file that verifiers read, and logs its hash in the same transaction', async () => {
    const draft = await plan('w10');
    expect(draft).toMatchObject({ state: 'planned', path: `${SERVICE}/w10`, announcement: null });
    const window = await services.planning.announce(draft.id);
    const announcement = parseAnnouncement(window.announcement!);
    expect(announcement).toMatchObject({
      window: `${SERVICE}/w10`,
      title: 'Aufenthaltserlaubnis verlängern, {date}',
      choices: { groups: ['mornings', 'afternoons'] },
      beacon: { kind: 'public' },
      log: { origin: 'muenchen.example/log' },
      witnesses: [],
      quorum: 0,
    });
    expect(window.announcementSha256).toBe(sha256Hex(window.announcement!));
    expect((await logged(window.path)).map(({ body }) => JSON.parse(body as string) as unknown)).toEqual([
      { type: 'window.announced', at: '2026-03-02T08:00:00Z', window: window.path, sha256: window.announcementSha256 },
    ]);
  });

  it('announces once, however often and by however many it is asked', async () => {
    const { id, path } = await plan('w11');
    const answers = await Promise.all(Array.from({ length: 8 }, () => services.planning.announce(id)));
    clock.advance(HOUR);
    answers.push(await services.planning.announce(id));
    expect(new Set(answers.map((row) => row.announcementSha256)).size).toBe(1);
    expect(answers.every((row) => row.state === 'announced' && row.announcedAt!.getTime() === START * 1000)).toBe(true);
    expect(await logged(path)).toHaveLength(1);
  });

  it.each([
    ['rules', `UPDATE windows SET plan = plan || '{"title": "other"}' WHERE id = $1`],
    ['file', `UPDATE windows SET announcement = '\\x00' WHERE id = $1`],
    ['opening', `UPDATE windows SET opens_at = opens_at + interval '1 day' WHERE id = $1`],
    ['state', `UPDATE windows SET state = 'planned', announcement = NULL WHERE id = $1`],
    ['existence', `DELETE FROM windows WHERE id = $1`],
  ])('can not change its %s afterwards, not even in the database', async (name, sql) => {
    const { id } = await plan(`fixed-${name}`);
    await services.planning.announce(id);
    await expect(database.query(sql, [id])).rejects.toMatchObject({ code: 'FS001' });
  });

  it('does not announce when the log could not be signed before the opening', async () => {
    const { id, path } = await plan('late');
    clock.set(START + DAY - 1);
    await expect(services.planning.announce(id)).rejects.toMatchObject({ code: 'window.opening-too-near', kind: 'too-late' });
    expect(await logged(path)).toEqual([]);
    clock.set(START + DAY - 2);
    expect((await services.planning.announce(id)).state).toBe('announced');
  });

  it('leaves nothing behind when the log refuses the entry', async () => {
    const { id, path } = await plan('unlogged');
    await database.query(`ALTER TABLE log_entries ADD CONSTRAINT ck_test CHECK (subject <> '${path}')`);
    await expect(services.planning.announce(id)).rejects.toThrow();
    expect(await database.query(`SELECT state, announcement FROM windows WHERE id = $1`, [id])).toEqual([
      { state: 'planned', announcement: null },
    ]);
    await database.query(`ALTER TABLE log_entries DROP CONSTRAINT ck_test`);
    expect((await services.planning.announce(id)).state).toBe('announced');
  });

  it('refuses a draft of a name that is taken', async () => {
    await plan('taken');
    await expect(plan('taken')).rejects.toMatchObject({ code: 'window.exists', kind: 'conflict' });
  });

  it.each([
    ['closes before it opens', { timetable: { ...planAt(START).timetable, closesAt: '2026-01-01T00:00:00Z' } }, 'announcement.timetable'],
    ['names an instant that is none', { timetable: { ...planAt(START).timetable, drawAt: '2026-02-30T00:00:00Z' } }, 'encoding.date'],
    [
      'has refills closer than their freezes',
      { timetable: { ...planAt(START).timetable, refill: { ...planAt(START).timetable.refill, everySeconds: HOUR } } },
      'announcement.timetable',
    ],
    ['ends in another pot than general', { passes: [{ pot: 'hardship', from: ['hardship'] }] }, 'announcement.malformed'],
    ['allows tickets that do not ascend', { tickets: { ...planAt(START).tickets, allowed: [1, 4, 2] } }, 'announcement.malformed'],
    [
      'caps elsewhere than at the largest',
      { tickets: { ...planAt(START).tickets, parameters: { ...planAt(START).tickets.parameters, cap: 8 } } },
      'announcement.malformed',
    ],
  ])('refuses a plan that %s, with the reason of the core', async (_, changes, reason) => {
    await expect(plan('wrong', changes as Parameters<typeof planAt>[1])).rejects.toMatchObject({
      code: 'window.plan-refused',
      details: { reason },
    });
    expect(await database.query(`SELECT FROM windows WHERE path = $1`, [`${SERVICE}/wrong`])).toEqual([]);
  });

  it('refuses groups and services that do not exist', async () => {
    await expect(plan('wrong', { groups: ['mornings', 'nights'] })).rejects.toMatchObject({
      code: 'group.unknown',
      details: { group: 'nights' },
    });
    const elsewhere = services.planning.plan({ service: 'berlin.example/permit', name: 'w1', plan: planAt(START + DAY) });
    await expect(elsewhere).rejects.toMatchObject({ code: 'service.unknown' });
    await expect(services.planning.announce('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'window.unknown' });
  });
});
