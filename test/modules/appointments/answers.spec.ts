import { AnswersService, ExpiryService, OfferingService } from '../../../src/modules/appointments';
import { MINUTE } from '../slots/slot-fixtures';
import { DAY } from '../windows/window-fixtures';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice, OPENS, TO_ANSWER } from './drawn-window';

describe('answering an offer', () => {
  let office: Office;
  let window: DrawnWindow;
  let answers: AnswersService;
  let who: Applicant;
  let drawUuid: string;

  beforeAll(async () => void (office = await openOffice()));
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    window = await DrawnWindow.open(office);
    answers = window.get(AnswersService);
    await window.addSlots(['a', 'b', 'c'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
    who = await window.register({ size: 2 });
    ({ drawUuid } = await window.draw([{ who, slots: ['a', 'b'], losses: 3 }]));
    await window.get(OfferingService).offer(drawUuid);
  });

  const expire = () => window.get(ExpiryService).expireOverdue(drawUuid);

  describe('by accepting', () => {
    it('makes it an appointment: offer, slots, registration, log, letter', async () => {
      const view = await answers.accept(who);
      expect(view).toMatchObject({ state: 'accepted', slots: [{ slotId: 'a', place: 'Room 3.12' }, { slotId: 'b' }] });
      expect(await window.slotStates()).toEqual({ a: 'accepted', b: 'accepted', c: 'free' });
      expect(await window.registrationOf(who)).toMatchObject({ state: 'served' });
      expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.accepted a+b']);
      expect(await window.letters()).toEqual(['offer.made', 'appointment.accepted']);
    });

    it('answers the second click as the first, one after the other or ten at once', async () => {
      const views = await Promise.all(Array.from({ length: 10 }, () => answers.accept(who)));
      window.clock.advance(2 * DAY);
      views.push(await answers.accept(who));
      for (const view of views) expect(view).toEqual(views[0]);
      expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.accepted a+b']);
      expect(await window.letters()).toEqual(['offer.made', 'appointment.accepted']);
    });

    it('is possible to the last second and not in the next', async () => {
      window.clock.set(DRAWN + TO_ANSWER + 1);
      await expect(answers.accept(who)).rejects.toMatchObject({ code: 'offer.too-late', kind: 'too-late' });
      window.clock.set(DRAWN + TO_ANSWER);
      expect(await expire()).toBe(0);
      expect(await answers.accept(who)).toMatchObject({ state: 'accepted' });
      window.clock.advance(1);
      expect(await expire()).toBe(0);
    });

    it('needs link and case number, and tells neither from the other', async () => {
      const other = await window.register();
      for (const key of [
        { ...who, caseNumber: other.caseNumber },
        { ...who, link: `${who.link.slice(0, -1)}x` },
        { link: 'x', caseNumber: 'x' },
      ]) {
        await expect(answers.accept(key)).rejects.toMatchObject({ code: 'registration.not-found' });
      }
      await expect(answers.accept(other)).rejects.toMatchObject({ code: 'offer.none' });
      expect(await window.offerOf(who)).toMatchObject({ state: 'offered' });
    });

    it('does nothing by halves', async () => {
      await window.whileRefusing('log_entries', `type = 'slot.accepted'`, async () => {
        await expect(answers.accept(who)).rejects.toThrow();
      });
      expect(await window.offerOf(who)).toMatchObject({ state: 'offered' });
      expect(await window.slotStates()).toMatchObject({ a: 'offered', b: 'offered' });
      expect(await window.registrationOf(who)).toMatchObject({ state: 'offered' });
      expect(await window.letters()).toEqual(['offer.made']);
    });
  });

  describe('by declining', () => {
    it('frees the slots for a later draw and lets the person stand again, in the next window', async () => {
      expect(await answers.decline(who, 'other')).toMatchObject({ state: 'declined', reason: 'other' });
      expect(await window.slotStates()).toEqual({ a: 'free', b: 'free', c: 'free' });
      expect(await window.registrationOf(who)).toEqual({ state: 'standing', losses: 0, sits_out_window_id: window.windowId });
      expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.declined a+b other']);
    });

    it('keeps the count of lost draws for a justified reason', async () => {
      await answers.decline(who, 'justified');
      expect(await window.registrationOf(who)).toMatchObject({ state: 'standing', losses: 3 });
      expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.declined a+b justified']);
    });

    it('is done once, and is no way back', async () => {
      const views = await Promise.all(Array.from({ length: 6 }, () => answers.decline(who, 'other')));
      for (const view of views) expect(view).toEqual(views[0]);
      expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.declined a+b other']);
      await expect(answers.accept(who)).rejects.toMatchObject({ code: 'offer.declined' });
      await expect(answers.giveBack(who)).rejects.toMatchObject({ code: 'offer.declined' });
    });

    it('at the same moment as accepting has one outcome', async () => {
      const outcomes = await Promise.allSettled([
        answers.accept(who),
        answers.decline(who, 'other'),
        answers.accept(who),
        answers.decline(who, 'other'),
      ]);
      const { state } = await window.offerOf(who);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
      expect(await window.slotStates()).toMatchObject(state === 'accepted' ? { a: 'accepted', b: 'accepted' } : { a: 'free', b: 'free' });
      expect(await window.logged()).toHaveLength(2);
    });
  });

  describe('by giving back', () => {
    it('frees the slots, and the person stands again in the next window', async () => {
      await answers.accept(who);
      const view = await answers.giveBack(who);
      expect(view).toMatchObject({ state: 'cancelled', reason: 'given-back' });
      expect(await answers.giveBack(who)).toEqual(view);
      expect(await window.slotStates()).toEqual({ a: 'free', b: 'free', c: 'free' });
      expect(await window.registrationOf(who)).toEqual({ state: 'standing', losses: 0, sits_out_window_id: window.windowId });
      expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.accepted a+b', 'slot.cancelled a+b given-back']);
      expect(await window.letters()).toEqual(['offer.made', 'appointment.accepted', 'appointment.cancelled']);
      await expect(answers.accept(who)).rejects.toMatchObject({ code: 'appointment.cancelled' });
    });

    it('needs an accepted appointment that has not begun', async () => {
      await expect(answers.giveBack(who)).rejects.toMatchObject({ code: 'appointment.not-accepted' });
      await answers.accept(who);
      await expect(answers.decline(who, 'other')).rejects.toMatchObject({ code: 'offer.accepted' });
      window.clock.set(NINE);
      await expect(answers.giveBack(who)).rejects.toMatchObject({ code: 'appointment.begun' });
      window.clock.set(NINE - 1);
      await answers.giveBack(who);
    });

    it('leaves the slots to another person, never to the same one twice', async () => {
      await answers.accept(who);
      await answers.giveBack(who);
      const next = await window.register();
      const refill = await window.draw([{ who: next, slots: ['a'] }], 1);
      await window.get(OfferingService).offer(refill.drawUuid);
      expect(await answers.accept(next)).toMatchObject({ state: 'accepted', slots: [{ slotId: 'a' }] });
      expect(
        await window.query(
          `SELECT live FROM offer_slots JOIN slots ON slots.id = slot_uuid WHERE slot_id = 'a' AND window_id = $1 ORDER BY live`,
          [window.windowId],
        ),
      ).toEqual([{ live: false }, { live: true }]);
    });
  });

  describe('against the end of its time', () => {
    it('at the same instant has one outcome, on real rows, whoever is first', async () => {
      const people = await Promise.all(Array.from({ length: 24 }, () => window.register()));
      const lines = people.map((_, i) => ({ slot_id: `x${i}`, startsAt: NINE + i * 20 * MINUTE, counter: 'c9' }));
      const crowded = await window.announceAnother(OPENS);
      await window.addSlots(lines, crowded);
      const draw = await window.draw(
        people.map((person, i) => ({ who: person, slots: [`x${i}`] })),
        0,
        crowded,
      );
      await window.get(OfferingService).offer(draw.drawUuid);
      // Every click arrives in the last second; the expiry begins in the next one, while they are on their way.
      window.clock.set(DRAWN + TO_ANSWER);
      const clicks = people.slice(0, 12).map((person) => answers.accept(person));
      window.clock.advance(1);
      const expiries = [1, 2].map(() => window.get(ExpiryService).expireOverdue(draw.drawUuid));
      window.clock.set(DRAWN + TO_ANSWER);
      clicks.push(...people.slice(12).map((person) => answers.accept(person)));
      const outcomes = await Promise.allSettled(clicks);
      const expired = (await Promise.all(expiries)).reduce((sum, count) => sum + count, 0);
      const accepted = outcomes.filter(({ status }) => status === 'fulfilled').length;
      expect(accepted + expired).toBe(24);
      const slots = await window.slotStates(crowded);
      for (const [i, person] of people.entries()) {
        const { state } = await window.offerOf(person);
        expect([state, slots[`x${i}`], outcomes[i]!.status]).toEqual(
          state === 'accepted' ? ['accepted', 'accepted', 'fulfilled'] : ['expired', 'free', 'rejected'],
        );
      }
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'offer.too-late' });
      expect((await window.logged()).filter((line) => /slot\.(accepted|expired) x/.test(line))).toHaveLength(24);
    });

    it.each(['accept', 'expire'] as const)('lets the second find what the first has decided: %s first', async (first) => {
      const overtaken = first === 'accept' ? () => expire() : () => answers.accept(who);
      let second: Promise<unknown> | undefined;
      let settled: PromiseSettledResult<unknown> | undefined;
      await window.transaction(async (em) => {
        // The offer is held, so that both have to wait, the first one in front.
        await em.query(`SELECT FROM offers WHERE registration_id = $1 FOR UPDATE`, [who.registrationId]);
        window.clock.set(first === 'accept' ? DRAWN + TO_ANSWER : DRAWN + TO_ANSWER + 1);
        const ahead = first === 'accept' ? answers.accept(who) : expire();
        await window.untilWaiting(em, 1);
        window.clock.set(first === 'accept' ? DRAWN + TO_ANSWER + 1 : DRAWN + TO_ANSWER);
        second = Promise.allSettled([ahead, overtaken()]).then((results) => (settled = results[1]));
        await window.untilWaiting(em, 2);
      });
      await second;
      expect(await window.offerOf(who)).toMatchObject({ state: first === 'accept' ? 'accepted' : 'expired' });
      if (first === 'accept') expect(settled).toMatchObject({ status: 'fulfilled', value: 0 });
      else expect(settled).toMatchObject({ status: 'rejected', reason: { code: 'offer.too-late' } });
    });
  });

  describe('while an older appointment of the same case lives', () => {
    let again: Applicant;
    let later: string;

    beforeEach(async () => {
      await answers.accept(who);
      later = await window.announceAnother(OPENS + 7 * DAY);
      await window.addSlots([{ slot_id: 'n', startsAt: NINE + 7 * DAY }], later);
      again = await window.register({ ...who.person });
      const draw = await window.draw([{ who: again, slots: ['n'] }], 0, later);
      await window.get(OfferingService).offer(draw.drawUuid);
    });

    it('releases it with the new one: one case holds one appointment', async () => {
      await answers.accept(again);
      expect(await window.offerOf(who)).toMatchObject({ state: 'cancelled', reason: 'superseded' });
      expect(await window.registrationOf(who)).toMatchObject({ state: 'ended' });
      expect(await window.slotStates()).toEqual({ a: 'free', b: 'free', c: 'free' });
      expect(await window.slotStates(later)).toEqual({ n: 'accepted' });
      expect((await window.logged()).slice(-2)).toEqual(['slot.accepted n', 'slot.cancelled a+b superseded']);
      expect((await window.letters()).slice(-2)).toEqual(['appointment.accepted', 'appointment.cancelled']);
    });

    it('keeps it while the new one is only offered, declined or expired', async () => {
      await answers.decline(again, 'other');
      expect(await window.offerOf(who)).toMatchObject({ state: 'accepted' });
    });

    it('leaves it alone once it has begun', async () => {
      window.clock.set(NINE);
      await window.test.database.forge(`UPDATE offers SET answer_by = to_timestamp($2) WHERE registration_id = $1`, [
        again.registrationId,
        NINE + DAY,
      ]);
      await answers.accept(again);
      expect(await window.offerOf(who)).toMatchObject({ state: 'accepted' });
    });

    it('survives accepting and giving back at the same moment', async () => {
      await Promise.all(
        [answers.accept(again), answers.giveBack(who)].map((answer) =>
          answer.catch((error: { code: string }) => expect(error.code).toBe('appointment.cancelled')),
        ),
      );
      expect((await window.offerOf(who)).state).toBe('cancelled');
      expect((await window.offerOf(again)).state).toBe('accepted');
      expect(await window.slotStates()).toEqual({ a: 'free', b: 'free', c: 'free' });
      expect((await window.logged()).filter((line) => line.startsWith('slot.cancelled'))).toHaveLength(1);
    });

    it("touches nobody else's", async () => {
      const stranger = await window.register();
      const { drawUuid: refill } = await window.draw([{ who: stranger, slots: ['c'] }], 1);
      await window.get(OfferingService).offer(refill);
      await answers.accept(stranger);
      await answers.accept(again);
      expect(await window.offerOf(stranger)).toMatchObject({ state: 'accepted' });
    });
  });
});
