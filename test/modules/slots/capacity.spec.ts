import { parseTime } from '../../../src/core';
import { CapacityPatterns, CapacityPlanning, type CapacityPattern, type Shift } from '../../../src/modules/slots';
import { CapacityPatternRow } from '../../../src/modules/slots/capacity/capacity-pattern.entity';
import type { StaffMember } from '../../../src/modules/staff';
import { createTestClock, startTestDatabase, type TestDatabase } from '../../support';
import { createCatalogue, DAY, HOUR, planAt, SERVICE } from '../windows/window-fixtures';
import { openSlotServices, type SlotServices } from './slot-fixtures';

const OPENS = parseTime('2026-03-02T08:00:00Z');
const FREEZE = OPENS + 5 * DAY + HOUR;
const olga = { name: 'staff-1', person: 'p-1', roles: ['operator'] } as unknown as StaffMember;
const otto = { name: 'staff-2', person: 'p-2', roles: ['operator'] } as unknown as StaffMember;

const shift = (changes: Partial<Shift> = {}): Shift => ({
  id: 's1',
  weekdays: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '12:00',
  slotMinutes: 20,
  counters: ['c1', 'c2'],
  group: 'mornings',
  label: 'general',
  place: 'Room 3.12',
  ...changes,
});
const patternOf = (...shifts: Shift[]): CapacityPattern => ({ land: 'BY', shifts, closures: [] });

describe('capacity patterns', () => {
  let database: TestDatabase;
  let services: SlotServices;
  let patterns: CapacityPatterns;
  let planning: CapacityPlanning;
  let windowId: string;
  let version = 0;
  let windows = 0;
  const clock = createTestClock();

  beforeAll(async () => {
    database = await startTestDatabase();
    services = await openSlotServices(database, clock, [CapacityPatternRow]);
    await createCatalogue(services);
    patterns = new CapacityPatterns(services.unitOfWork, services.catalogue, clock);
    planning = new CapacityPlanning(patterns, services.planning, services.imports);
  });
  afterAll(() => database.stop());
  beforeEach(async () => {
    clock.set(OPENS - DAY);
    ({ id: windowId } = await services.planning.plan({ service: SERVICE, name: `w${++windows}`, plan: planAt(OPENS) }));
    ({ version } = await patterns.get(SERVICE));
  });

  const store = (...shifts: Shift[]) =>
    patterns.store(olga, SERVICE, version, patternOf(...shifts)).then((stored) => (version = stored.version));
  const slotsNow = async () => (await database.query(`SELECT 1 FROM slots WHERE window_id = $1`, [windowId])).length;

  it('begin with nothing, and keep every version with who made it', async () => {
    expect(await patterns.get(SERVICE)).toEqual({
      version: 0,
      pattern: { land: null, shifts: [], closures: [] },
      changedBy: null,
      changedAt: null,
    });
    await store(shift());
    expect(await patterns.get(SERVICE)).toMatchObject({ version: 1, pattern: patternOf(shift()), changedBy: 'staff-1' });
    await patterns.store(otto, SERVICE, 1, patternOf());
    expect(await patterns.getVersion(SERVICE, 1)).toMatchObject({ pattern: patternOf(shift()) });
    await expect(database.query(`UPDATE capacity_patterns SET pattern = '{}'`)).rejects.toMatchObject({ code: 'FS001' });
    await expect(database.query(`DELETE FROM capacity_patterns`)).rejects.toMatchObject({ code: 'FS001' });
  });

  it('are changed by one of two who change them at once; the other is told', async () => {
    const both = await Promise.allSettled([
      patterns.store(olga, SERVICE, version, patternOf(shift())),
      patterns.store(otto, SERVICE, version, patternOf(shift({ id: 's2' }))),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'capacity.changed-meanwhile', kind: 'conflict' },
    });
    await expect(patterns.store(olga, SERVICE, version, patternOf())).rejects.toMatchObject({ code: 'capacity.changed-meanwhile' });
    expect((await patterns.get(SERVICE)).version).toBe(version + 1);
  });

  it.each([
    ['a group that the service has not', shift({ group: 'nights' }), 'capacity.unknown-group', 'group'],
    ['an end before the first slot has ended', shift({ until: '08:10' }), 'capacity.ends-before-start', 'until'],
  ])('refuse %s', async (_, wrong, code, field) => {
    await expect(store(wrong)).rejects.toMatchObject({ code, field });
  });

  it('refuse a counter that would work twice at once', async () => {
    await expect(store(shift(), shift({ id: 's2', from: '11:40', until: '13:00' }))).rejects.toMatchObject({
      code: 'capacity.counter-busy',
    });
  });

  it('become slots of a window, once however often and at whose desk', async () => {
    await store(shift(), shift({ id: 's2', from: '13:00', until: '14:00', group: 'afternoons', label: 'hardship' }));
    const plan = (dryRun: boolean) => planning.plan(windowId, '2026-03-09', '2026-03-15', dryRun);
    expect((await plan(true)).report).toMatchObject({ created: 150, unchanged: 0, errorCount: 0 });
    expect(await slotsNow()).toBe(0);
    const reports = await Promise.all([plan(false), plan(false), plan(false)]);
    expect(reports.map(({ report }) => report.created).sort()).toEqual([0, 0, 150]);
    expect(await slotsNow()).toBe(150);
  });

  it('obey the window: no slot before its draw, of another label, or after its freeze', async () => {
    await store(shift());
    const early = await planning.plan(windowId, '2026-03-06', '2026-03-10', true);
    expect(early.report.errorCount).toBeGreaterThan(0);
    expect([...new Set(early.report.errors.map(({ code }) => code))]).toEqual(['slots.before-draw']);
    await expect(planning.plan(windowId, '2026-03-06', '2026-03-10', false)).rejects.toMatchObject({ code: 'slots.before-draw' });
    await store(shift({ label: 'vip' }));
    await expect(planning.plan(windowId, '2026-03-09', '2026-03-10', false)).rejects.toMatchObject({ code: 'slots.unknown-label' });
    await store(shift());
    await services.planning.announce(windowId);
    clock.set(FREEZE);
    await expect(planning.plan(windowId, '2026-03-09', '2026-03-10', false)).rejects.toMatchObject({ code: 'slots.frozen' });
    expect(await slotsNow()).toBe(0);
  });

  it('are applied only as they were seen', async () => {
    await store(shift());
    const seen = version;
    await store(shift({ place: 'Room 4' }));
    await expect(planning.plan(windowId, '2026-03-09', '2026-03-10', false, seen)).rejects.toMatchObject({
      code: 'capacity.changed-meanwhile',
    });
  });

  it('need days, not too many, with work on them', async () => {
    await store(shift({ weekdays: [1] }));
    await expect(planning.plan(windowId, '2026-03-10', '2026-03-09', true)).rejects.toMatchObject({ code: 'capacity.too-many-days' });
    await expect(planning.plan(windowId, '2026-03-10', '2027-03-11', true)).rejects.toMatchObject({ code: 'capacity.too-many-days' });
    await expect(planning.plan(windowId, '2026-03-10', '2026-03-10', true)).rejects.toMatchObject({ code: 'capacity.no-slots' });
  });
});
