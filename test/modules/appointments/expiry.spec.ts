import { AnswersService, ExpiryService, OfferingService } from '../../../src/modules/appointments';
import { MINUTE } from '../slots/slot-fixtures';
import { DAY, HOUR } from '../windows/window-fixtures';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice, TO_ANSWER } from './drawn-window';

describe('what time alone does', () => {
  let office: Office;
  let window: DrawnWindow;
  let expiry: ExpiryService;
  let people: Applicant[];
  let drawUuid: string;

  beforeAll(async () => void (office = await openOffice()));
  afterAll(() => office.test.stop());
  beforeEach(async () => {
    window = await DrawnWindow.open(office);
    expiry = window.get(ExpiryService);
    await window.addSlots(['a', 'b', 'c'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
    people = [await window.register(), await window.register(), await window.register()];
    ({ drawUuid } = await window.draw(people.map((who, i) => ({ who, slots: ['abc'[i]!], losses: 2 }))));
    await window.get(OfferingService).offer(drawUuid);
  });

  it('expires offers after their last second: slots free, people stand again, in the next window', async () => {
    await window.get(AnswersService).accept(people[0]!);
    const deadlines = async () => (await expiry.listDeadlines()).filter((deadline) => deadline.drawUuid === drawUuid);
    expect(await deadlines()).toEqual([{ drawUuid, answerBy: new Date((DRAWN + TO_ANSWER) * 1000) }]);
    window.clock.set(DRAWN + TO_ANSWER);
    expect(await expiry.expireOverdue(drawUuid)).toBe(0);
    window.clock.advance(1);
    expect(await expiry.expireOverdue(drawUuid)).toBe(2);
    expect(await window.slotStates()).toEqual({ a: 'accepted', b: 'free', c: 'free' });
    expect(await window.offerOf(people[1]!)).toMatchObject({ state: 'expired' });
    expect(await window.registrationOf(people[1]!)).toEqual({ state: 'standing', losses: 0, sits_out_window_id: window.windowId });
    expect((await window.logged()).slice(4).sort()).toEqual(['slot.expired b', 'slot.expired c']);
    expect((await window.letters()).slice(4)).toEqual(['offer.expired', 'offer.expired']);
    expect(await deadlines()).toEqual([]);
  });

  it('expires each once, run again or by many at once', async () => {
    window.clock.set(DRAWN + TO_ANSWER + 1);
    const counts = await Promise.all(Array.from({ length: 5 }, () => expiry.expireOverdue(drawUuid)));
    counts.push(await expiry.expireOverdue(drawUuid));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect((await window.logged()).filter((line) => line.startsWith('slot.expired'))).toHaveLength(3);
    expect((await window.letters()).filter((kind) => kind === 'offer.expired')).toHaveLength(3);
  });

  it('goes on where a run broke off', async () => {
    window.clock.set(DRAWN + TO_ANSWER + 1);
    await window.whileRefusing('log_entries', `body LIKE '%slot.expired%"c"%'`, async () => {
      await expect(expiry.expireOverdue(drawUuid)).rejects.toThrow();
    });
    expect(await window.slotStates()).toMatchObject({ c: 'offered' });
    await expiry.expireOverdue(drawUuid);
    expect(await window.slotStates()).toEqual({ a: 'free', b: 'free', c: 'free' });
    expect((await window.logged()).filter((line) => line.startsWith('slot.expired')).sort()).toEqual([
      'slot.expired a',
      'slot.expired b',
      'slot.expired c',
    ]);
  });

  it('expires nothing of another draw', async () => {
    window.clock.set(DRAWN + TO_ANSWER + 1);
    expect(await expiry.expireOverdue('00000000-0000-4000-8000-000000000000')).toBe(0);
  });

  it('marks as missed what nobody came to, when the office day is over', async () => {
    const [who] = people as [Applicant];
    await window.get(AnswersService).accept(who);
    const notCome = async () => (await expiry.listNotCome()).map(({ registrationId }) => registrationId);
    window.clock.set(NINE + 14 * HOUR); // 23:00 in Berlin
    expect(await notCome()).not.toContain(who.registrationId);
    window.clock.set(NINE + 15 * HOUR); // midnight
    const found = await notCome();
    expect(found).toContain(who.registrationId);
    const counts = await Promise.all([expiry.markNotCome(), expiry.markNotCome()]);
    expect(counts[0] + counts[1]).toBe(found.length);
    expect(await window.slotStates()).toMatchObject({ a: 'missed' });
    expect(await window.offerOf(who)).toMatchObject({ state: 'missed' });
    expect(await window.registrationOf(who)).toMatchObject({ state: 'ended' });
    expect((await window.logged()).filter((line) => line.startsWith('slot.missed'))).toEqual(['slot.missed a']);
    window.clock.advance(DAY);
    expect(await expiry.markNotCome()).toBe(0);
  });
});
