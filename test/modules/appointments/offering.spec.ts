import { DrawsService } from '../../../src/modules/draws';
import { OfferingService } from '../../../src/modules/appointments';
import { MINUTE } from '../slots/slot-fixtures';
import { DRAWN, DrawnWindow, NINE, type Office, openOffice, time, TO_ANSWER } from './drawn-window';

describe('offering what a draw has given', () => {
  let office: Office;
  let window: DrawnWindow;
  beforeAll(async () => void (office = await openOffice()));
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    window = await DrawnWindow.open(office);
    await window.addSlots(['a', 'b', 'c', 'd'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
  });

  const offer = (drawUuid: string) => window.get(OfferingService).offer(drawUuid);
  const unoffered = () => window.get(DrawsService).listUnofferedDraws();

  it('makes one offer a winner, with its slots, log entry and letter', async () => {
    const [one, family] = [await window.register(), await window.register({ size: 2 })];
    const { drawUuid, drawId } = await window.draw([
      { who: one, slots: ['a'] },
      { who: family, slots: ['b', 'c'] },
    ]);
    expect(await unoffered()).toContain(drawUuid);
    expect(await offer(drawUuid)).toBe(2);
    expect(await unoffered()).not.toContain(drawUuid);
    expect(await window.slotStates()).toEqual({ a: 'offered', b: 'offered', c: 'offered', d: 'free' });
    expect(await window.logged()).toEqual(['slot.offered a', 'slot.offered b+c']);
    expect(await window.letters()).toEqual(['offer.made', 'offer.made']);
    const [{ body }] = (await window.query(
      `SELECT body FROM log_entries WHERE type = 'slot.offered' AND subject = $1 ORDER BY id LIMIT 1`,
      [drawId],
    )) as [{ body: string }];
    expect(JSON.parse(body)).toMatchObject({ drawId, answerBy: time(DRAWN + TO_ANSWER) });
    expect(await window.offerOf(one)).toMatchObject({ state: 'offered', answer_by: new Date((DRAWN + TO_ANSWER) * 1000) });
    const [{ subject_id }] = (await window.query(`SELECT subject_id FROM outbox_messages WHERE registration_id = $1`, [
      one.registrationId,
    ])) as [{ subject_id: string }];
    expect(subject_id).toBe((await window.offerOf(one)).id);
  });

  it('makes them once, run again or run by many at once', async () => {
    const who = await window.register();
    const { drawUuid } = await window.draw([{ who, slots: ['a'] }]);
    const made = await Promise.all(Array.from({ length: 6 }, () => offer(drawUuid)));
    made.push(await offer(drawUuid));
    expect(made.sort()).toEqual([0, 0, 0, 0, 0, 0, 1]);
    expect(await window.logged()).toEqual(['slot.offered a']);
    expect(await window.letters()).toEqual(['offer.made']);
  });

  it.each(['offers', 'offer_slots', 'log_entries', 'outbox_messages'])('does nothing by halves when writing %s fails', async (table) => {
    const who = await window.register();
    const { drawUuid } = await window.draw([{ who, slots: ['a'] }]);
    await window.whileRefusing(table, 'true', async () => {
      await expect(offer(drawUuid)).rejects.toThrow();
    });
    expect(await unoffered()).toContain(drawUuid);
    expect(await window.slotStates()).toMatchObject({ a: 'frozen' });
    expect(await window.query(`SELECT FROM offers WHERE draw_uuid = $1`, [drawUuid])).toEqual([]);
    expect(await offer(drawUuid)).toBe(1);
    expect(await window.logged()).toEqual(['slot.offered a']);
  });

  it.each(['withdrawn', 'excluded'])(
    'offers nothing to a winner who is %s by now; the slot is free again and the log says so',
    async (state) => {
      const [gone, here] = [await window.register(), await window.register()];
      const { drawUuid } = await window.draw([
        { who: gone, slots: ['a'] },
        { who: here, slots: ['b'] },
      ]);
      await window.query(`UPDATE registrations SET state = $2 WHERE id = $1`, [gone.registrationId, state]);
      expect(await offer(drawUuid)).toBe(1);
      expect(await window.slotStates()).toMatchObject({ a: 'free', b: 'offered' });
      expect(await window.logged()).toEqual(['slot.cancelled a withdrawn', 'slot.offered b']);
      expect(await window.letters()).toEqual(['offer.made']);
      expect(await window.offerOf(gone)).toMatchObject({ state: 'cancelled', reason: 'withdrawn' });
      expect(await window.registrationOf(gone)).toMatchObject({ state });
    },
  );

  it('gives no time to answer beyond the beginning of the appointment', async () => {
    const who = await window.register();
    const { drawUuid } = await window.draw([{ who, slots: ['b'] }]);
    window.clock.set(NINE);
    await offer(drawUuid);
    expect((await window.offerOf(who)).answer_by).toEqual(new Date((NINE + 20 * MINUTE) * 1000));
  });

  it('offers nothing that has begun: the person stands again with the losses they had', async () => {
    const who = await window.register();
    const { drawUuid, windowId } = await window.draw([{ who, slots: ['a'], losses: 3 }]);
    expect(await window.registrationOf(who)).toMatchObject({ state: 'offered', losses: 0 });
    window.clock.set(NINE);
    expect(await offer(drawUuid)).toBe(0);
    expect(await window.registrationOf(who)).toEqual({ state: 'standing', losses: 3, sits_out_window_id: null });
    expect(await window.slotStates()).toMatchObject({ a: 'free' });
    expect(await window.logged()).toEqual(['slot.cancelled a office']);
    expect(await window.letters()).toEqual(['appointment.cancelled']);
    expect(windowId).toBe(window.windowId);
  });

  it('does nothing for a draw that gave nothing, but to say that it is done', async () => {
    const { drawUuid } = await window.draw([]);
    expect(await offer(drawUuid)).toBe(0);
    expect(await unoffered()).not.toContain(drawUuid);
  });
});
