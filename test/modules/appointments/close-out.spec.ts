import {
  AnswersService,
  CheckInService,
  CloseOutService,
  ExpiryService,
  LedgerService,
  OfferingService,
} from '../../../src/modules/appointments';
import { MINUTE } from '../slots/slot-fixtures';
import { type Applicant, DRAWN, DrawnWindow, LAST_REFILL, NINE, type Office, openOffice, OPENS, time, TO_ANSWER } from './drawn-window';

/** The last slot begins an hour after nine; it is waited for as long after its end as it lasted. */
const LAST_CALL = NINE + 100 * MINUTE;

describe('closing a window out', () => {
  let office: Office;
  let window: DrawnWindow;
  let closing: CloseOutService;
  let people: Applicant[];
  let drawUuid: string;

  beforeAll(async () => void (office = await openOffice()));
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    window = await DrawnWindow.open(office);
    closing = window.get(CloseOutService);
    await window.addSlots(['a', 'b', 'c', 'd'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
    people = [await window.register(), await window.register(), await window.register()];
    ({ drawUuid } = await window.draw(people.map((who, i) => ({ who, slots: ['abc'[i]!] }))));
  });

  /** One comes, one does not, one never answers, and the fourth slot went to nobody. */
  const live = async (): Promise<void> => {
    await window.get(OfferingService).offer(drawUuid);
    const [comes, doesNot] = people as [Applicant, Applicant];
    const { appointment } = await window.get(AnswersService).accept(comes);
    await window.get(AnswersService).accept(doesNot);
    window.clock.set(DRAWN + TO_ANSWER + 1);
    await window.get(ExpiryService).expireOverdue(drawUuid);
    window.clock.set(NINE);
    await window.get(CheckInService).checkIn({ name: 'clerk-1', person: 'clerk-1', roles: ['clerk'] }, appointment, comes.person);
    window.clock.set(LAST_CALL + 1);
  };
  const close = () => closing.closeOut(window.windowId);

  it('ends every slot in exactly one way, and says so in public', async () => {
    await live();
    expect(await closing.listDue()).toContain(window.windowId);
    expect(await close()).toEqual({ outcome: 'closed-out', missed: 1, unused: 2 });
    expect(await window.slotStates()).toEqual({ a: 'attended', b: 'missed', c: 'unused', d: 'unused' });
    expect((await window.logged()).slice(-2)).toEqual(['slot.missed b', 'slot.unused c+d']);
    expect(await window.registrationOf(people[1]!)).toMatchObject({ state: 'ended' });
    expect(await window.registrationOf(people[2]!)).toMatchObject({ state: 'standing' });
    expect(await closing.listDue()).not.toContain(window.windowId);
    const ledger = await window.get(LedgerService).get(window.path);
    expect(ledger).toEqual({
      window: window.path,
      closedOutAt: time(LAST_CALL + 1),
      slots: { free: 0, frozen: 0, offered: 0, accepted: 0, attended: 1, missed: 1, unused: 2, granted: 0, total: 4 },
      offers: { offered: 0, accepted: 0, declined: 0, expired: 1, cancelled: 0, attended: 1, missed: 1 },
    });
  });

  it('happens once, again or by many at once', async () => {
    await live();
    const outcomes = await Promise.all(Array.from({ length: 5 }, close));
    window.clock.advance(3600);
    outcomes.push(await close());
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['closed-out', ...Array<string>(5).fill('closed-out-before')]);
    expect((await window.logged()).filter((line) => /unused|missed/.test(line))).toHaveLength(2);
    expect((await window.get(LedgerService).get(window.path)).closedOutAt).toBe(time(LAST_CALL + 1));
  });

  it('does nothing by halves', async () => {
    await live();
    await window.whileRefusing('log_entries', `type = 'slot.unused'`, async () => {
      await expect(close()).rejects.toThrow();
    });
    expect(await window.slotStates()).toEqual({ a: 'attended', b: 'accepted', c: 'free', d: 'free' });
    expect(await close()).toMatchObject({ outcome: 'closed-out' });
  });

  it('waits for the last call', async () => {
    await live();
    window.clock.set(LAST_CALL);
    expect(await closing.listDue()).not.toContain(window.windowId);
    expect(await close()).toEqual({ outcome: 'waiting', for: 'time' });
  });

  it('waits for a last refill that comes after all slots', async () => {
    const early = await window.announceAnother(OPENS);
    await window.addSlots([{ slot_id: 'e', startsAt: DRAWN }], early);
    await window.draw([], 0, early);
    await window.query(`UPDATE draws SET offered_at = now() WHERE window_id = $1`, [early]);
    window.clock.set(LAST_REFILL);
    expect(await closing.closeOut(early)).toEqual({ outcome: 'waiting', for: 'time' });
    window.clock.advance(1);
    expect(await closing.closeOut(early)).toMatchObject({ outcome: 'closed-out' });
  });

  it.each(['scheduled', 'frozen', 'revealed'])('waits for a draw that is %s still: its round may be late', async (state) => {
    await live();
    const at = new Date(LAST_REFILL * 1000);
    await window.test.database.forge(
      `INSERT INTO draws (id, window_id, number, draw_id, state, freeze_at, reveal_by, draw_at, round)
       VALUES (gen_random_uuid(), $1, 1, $2, $3, $4, $4, $4, 2)`,
      [window.windowId, `${window.path}/1`, state, at],
    );
    expect(await close()).toEqual({ outcome: 'waiting', for: 'draws' });
    await window.query(`UPDATE draws SET state = $1, ended_reason = 'no-round' WHERE number = 1 AND window_id = $2`, [
      state === 'scheduled' ? 'skipped' : 'voided',
      window.windowId,
    ]);
    expect(await close()).toMatchObject({ outcome: 'closed-out' });
  });

  it('waits for a draw that has not been offered, and for offers that have not been ended', async () => {
    const late = LAST_CALL + 1;
    window.clock.set(late);
    expect(await close()).toEqual({ outcome: 'waiting', for: 'draws' });
    window.clock.set(DRAWN);
    await window.get(OfferingService).offer(drawUuid);
    window.clock.set(late);
    expect(await close()).toEqual({ outcome: 'waiting', for: 'answers' });
    await window.get(ExpiryService).expireOverdue(drawUuid);
    expect(await close()).toEqual({ outcome: 'closed-out', missed: 0, unused: 4 });
  });

  it('at the same moment as a check-in ends the slot one way', async () => {
    await live();
    const { id } = await window.offerOf(people[1]!);
    const clerk = { name: 'clerk-2', person: 'clerk-2', roles: ['clerk'] as const };
    const [checked, closed] = await Promise.allSettled([window.get(CheckInService).checkIn(clerk, id, people[1]!.person), close()]);
    const { b } = await window.slotStates();
    expect(closed).toMatchObject({ status: 'fulfilled', value: { outcome: 'closed-out', missed: b === 'missed' ? 1 : 0 } });
    expect(checked.status).toBe(b === 'attended' ? 'fulfilled' : 'rejected');
    expect((await window.logged()).filter((line) => /(attended|missed) b/.test(line))).toHaveLength(1);
  });

  it('splits a long list of unused slots into entries that a log tile can hold', async () => {
    const crowded = await window.announceAnother(OPENS);
    const lines = Array.from({ length: 2100 }, (_, i) => ({
      slot_id: `u${i}`,
      counter: `c${i % 50}`,
      startsAt: NINE + Math.floor(i / 50) * MINUTE,
      minutes: 1,
    }));
    await window.addSlots(lines, crowded);
    await window.draw([], 0, crowded);
    await window.query(`UPDATE draws SET offered_at = now() WHERE window_id = $1`, [crowded]);
    window.clock.set(NINE + 24 * 3600);
    expect(await closing.closeOut(crowded)).toEqual({ outcome: 'closed-out', missed: 0, unused: 2100 });
    const entries = await window.query<{ body: string }>(
      `SELECT body FROM log_entries WHERE type = 'slot.unused' AND subject = (SELECT path FROM windows WHERE id = $1)`,
      [crowded],
    );
    expect(entries.map(({ body }) => (JSON.parse(body) as { slots: string[] }).slots.length).sort()).toEqual([100, 1000, 1000]);
    expect(Math.max(...entries.map(({ body }) => body.length))).toBeLessThan(65_536);
  });

  it('knows no window that nobody planned', async () => {
    await expect(closing.closeOut('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ code: 'window.unknown' });
  });
});
