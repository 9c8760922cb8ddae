import type { EntityManager } from 'typeorm';
import { parseTime } from '../../../src/core';
import { createTestClock, startTestDatabase, type TestDatabase, waitFor } from '../../support';
import { untilBehind } from '../../support/waiting-sessions';
import { createCatalogue, DAY, openWindowServices, planAt, SERVICE, type WindowServices } from './window-fixtures';

const START = parseTime('2026-03-02T08:00:00Z');

describe('what other modules know of windows', () => {
  let database: TestDatabase;
  let services: WindowServices;
  let id: string;
  let draftId: string;
  const clock = createTestClock('2026-03-01T08:00:00Z');

  beforeAll(async () => {
    database = await startTestDatabase();
    services = await openWindowServices(database, clock);
    await createCatalogue(services);
    ({ id } = await services.planning.plan({ service: SERVICE, name: 'w10', plan: planAt(START) }));
    await services.planning.announce(id);
    ({ id: draftId } = await services.planning.plan({ service: SERVICE, name: 'w11', plan: planAt(START + 7 * DAY) }));
  });
  afterAll(() => database.stop());

  const inTransaction: WindowServices['unitOfWork']['run'] = (work) => services.unitOfWork.run(work);

  it('reads an announced window by id and path, instants in unix seconds, the file byte by byte', async () => {
    const window = await inTransaction((em) => services.windows.getAnnounced(em, id));
    expect(window).toMatchObject({
      path: `${SERVICE}/w10`,
      authority: 'muenchen.example',
      serviceSlug: 'permit',
      opensAt: START,
      closesAt: START + 5 * DAY,
      drawAt: START + 6 * DAY,
      lastRefillAt: START + 12 * DAY,
      closedOutAt: null,
    });
    const [row] = await database.query(`SELECT announcement FROM windows WHERE id = $1`, [id]);
    expect(Buffer.from(window.announcementBytes)).toEqual(row!.announcement);
    expect(await inTransaction((em) => services.windows.getByPath(em, window.path))).toEqual(window);
    expect(await inTransaction((em) => services.windows.listAnnouncedOpenEnded(em))).toEqual([window]);
  });

  it('keeps drafts to itself', async () => {
    await expect(inTransaction((em) => services.windows.getAnnounced(em, draftId))).rejects.toMatchObject({ code: 'window.not-announced' });
    await expect(inTransaction((em) => services.windows.getByPath(em, `${SERVICE}/w11`))).rejects.toMatchObject({ code: 'window.unknown' });
  });

  it.each([
    ['a second before the opening', -1, false],
    ['at the opening', 0, true],
    ['a second before the closing', 5 * DAY - 1, true],
    ['at the closing', 5 * DAY, false],
  ])('is open or not %s', async (_, offset, isOpen) => {
    const open = await inTransaction(async (em) => {
      const service = await services.windows.getService(em, SERVICE);
      return services.windows.findOpen(em, service.id, START + offset);
    });
    expect(open?.id ?? null).toBe(isOpen ? id : null);
  });

  it('is open in nobody else’s service, and not before it is announced', async () => {
    const other = await inTransaction((em) => services.windows.findOpen(em, '00000000-0000-4000-8000-000000000000', START));
    expect(other).toBeNull();
    const { id: serviceId } = await inTransaction((em) => services.windows.getService(em, SERVICE));
    expect(await inTransaction((em) => services.windows.findOpen(em, serviceId, START + 8 * DAY))).toBeNull();
  });

  it.each(['muenchen.example/nothing', 'muenchen.example', 'muenchen.example/permit/w10', ''])('knows no service "%s"', async (path) => {
    await expect(inTransaction((em) => services.windows.getService(em, path))).rejects.toMatchObject({ code: 'service.unknown' });
  });

  it('lets one at a time at a window’s inventory', async () => {
    const order: string[] = [];
    let letGo = (): void => undefined;
    let holder: EntityManager | undefined;
    const first = inTransaction(async (em) => {
      const frame = await services.windows.lockFrame(em, id);
      holder = em;
      order.push(`first has ${frame.labels.join()}`);
      await new Promise<void>((resolve) => (letGo = resolve));
      order.push('first lets go');
    });
    await waitFor(() => order.length > 0, 'the first to have the lock');
    const second = inTransaction(async (em) => {
      await services.windows.lockFrame(em, id);
      order.push('second');
    });
    // The second is really waiting in the database before the first lets go.
    await untilBehind(holder!, 1, (sql, parameters) => database.query(sql, parameters));
    letGo();
    await Promise.all([first, second]);
    expect(order).toEqual(['first has hardship,general', 'first lets go', 'second']);
  });

  it('is closed out once, and only after it was announced', async () => {
    await expect(inTransaction((em) => services.windows.markClosedOut(em, draftId))).rejects.toMatchObject({
      code: 'window.not-announced',
    });
    clock.set(START + 20 * DAY);
    await inTransaction((em) => services.windows.markClosedOut(em, id));
    clock.advance(DAY);
    await inTransaction((em) => services.windows.markClosedOut(em, id));
    const window = await inTransaction((em) => services.windows.getAnnounced(em, id));
    expect(window.closedOutAt).toBe(START + 20 * DAY);
    expect(await inTransaction((em) => services.windows.listAnnouncedOpenEnded(em))).toEqual([]);
  });
});
