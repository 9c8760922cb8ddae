import { parseTime } from '../../../src/core';
import type { SlotState } from '../../../src/modules/slots';
import { createTestClock, startTestDatabase, type TestDatabase } from '../../support';
import { createCatalogue, planAt, SERVICE, WINDOW_ROWS } from '../windows/window-fixtures';
import { SlotRow } from '../../../src/modules/slots';
import { csvOf, MINUTE, openSlotServices, type SlotServices } from './slot-fixtures';

const OPENS = parseTime('2026-03-02T08:00:00Z');
const NINE = parseTime('2026-03-10T08:00:00Z');

describe('what other modules do with slots', () => {
  let database: TestDatabase;
  let services: SlotServices;
  let windowId: string;
  const clock = createTestClock('2026-03-01T08:00:00Z');

  beforeEach(async () => {
    database = await startTestDatabase();
    services = await openSlotServices(database, clock);
    await createCatalogue(services);
    ({ id: windowId } = await services.planning.plan({ service: SERVICE, name: 'w', plan: planAt(OPENS) }));
    const lines = [
      { startsAt: NINE + 40 * MINUTE, slot_id: 'late', minutes: 30 },
      { startsAt: NINE, slot_id: 'b', counter: 'c2' },
      { startsAt: NINE, slot_id: 'a', counter: 'c1', label: 'hardship' },
    ];
    await services.imports.import(windowId, csvOf(lines), false);
  });
  afterEach(() => database.stop());

  const inTransaction: SlotServices['unitOfWork']['run'] = (work) => services.unitOfWork.run(work);
  const lockFree = (startingAfter?: number) => inTransaction((em) => services.slots.lockFree(em, windowId, startingAfter));
  const move = (ids: readonly string[], from: readonly SlotState[], to: SlotState) =>
    inTransaction((em) => services.slots.setState(em, ids, from, to));

  it('gives the free slots earliest first, then by id', async () => {
    expect((await lockFree()).map(({ slotId }) => slotId)).toEqual(['a', 'b', 'late']);
    expect((await lockFree(NINE)).map(({ slotId }) => slotId)).toEqual(['late']);
  });

  it('moves all slots or none', async () => {
    const ids = (await lockFree()).map(({ id }) => id);
    await move(ids.slice(0, 1), ['free'], 'frozen');
    await expect(move(ids, ['free'], 'offered')).rejects.toMatchObject({ code: 'slots.changed-meanwhile' });
    expect((await lockFree()).map(({ slotId }) => slotId)).toEqual(['b', 'late']);
    await move(ids, ['free', 'frozen'], 'offered');
    await move([], ['free'], 'offered');
    expect(await inTransaction((em) => services.slots.ledger(em, windowId))).toMatchObject({ free: 0, offered: 3, total: 3 });
  });

  it('gives one of two who reach for a slot at once the refusal', async () => {
    const ids = (await lockFree()).map(({ id }) => id);
    const outcomes = await Promise.allSettled([move(ids, ['free'], 'frozen'), move(ids, ['free'], 'frozen')]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each<SlotState>(['attended', 'missed', 'unused', 'granted'])('never leaves the end "%s"', async (end) => {
    const ids = (await lockFree()).map(({ id }) => id);
    await move(ids, ['free'], end);
    await expect(move(ids, [end], 'free')).rejects.toThrow(/has ended as/);
    expect(await inTransaction((em) => services.slots.lockNotEnded(em, windowId))).toEqual([]);
    await expect(database.query(`DELETE FROM slots WHERE window_id = $1`, [windowId])).rejects.toMatchObject({ code: 'FS001' });
  });

  it('waits after each slot as long as the slot lasted', async () => {
    expect(await inTransaction((em) => services.slots.lastCallAt(em, windowId))).toBe(NINE + 100 * MINUTE);
    expect(await inTransaction((em) => services.slots.lastCallAt(em, '00000000-0000-4000-8000-000000000000'))).toBeNull();
  });

  it('has an entity that says what the migration says', async () => {
    const source = await database.openDataSource([...WINDOW_ROWS, SlotRow]);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
