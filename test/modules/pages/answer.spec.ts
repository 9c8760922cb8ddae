import { AnswerLinks, AnswersService, ExpiryService, OfferingService } from '../../../src/modules/appointments';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice, TO_ANSWER } from '../appointments/drawn-window';
import { MINUTE } from '../slots/slot-fixtures';
import { DAY } from '../windows/window-fixtures';
import { Browser, type Seen } from './browse';

let office: Office;
let window: DrawnWindow;
let browser: Browser;
let who: Applicant;
let drawUuid: string;
let url: string;

beforeAll(async () => void (office = await openOffice()));
afterAll(() => office.test.stop());

/** A family's offer of two places, won after `losses` lost draws. */
async function offer(losses = 0): Promise<void> {
  window = await DrawnWindow.open(office);
  browser = new Browser(office.test);
  await window.addSlots(['a', 'b'].map((slot_id, i) => ({ slot_id, startsAt: NINE + i * 20 * MINUTE })));
  who = await window.register({ size: 2 });
  ({ drawUuid } = await window.draw([{ who, slots: ['a', 'b'], losses }]));
  await window.get(OfferingService).offer(drawUuid);
  url = `/en/answer/${window.get(AnswerLinks).tokenOf((await window.offerOf(who)).id)}`;
}

const press = (answer: string, more: Record<string, string> = {}) => browser.post(url, { answer, ...more });

describe('the page behind a letter', () => {
  beforeEach(() => offer(3));

  it('shows time, place, deadline and both answers, and names nobody', async () => {
    const page = await browser.get(url);
    expect([page.status, page.heading]).toEqual([200, 'An appointment for you']);
    expect(page.text).toContain('Tuesday, 17 March 2026 at 09:00');
    expect(page.text).toContain('Dienstag, 17. März 2026 um 09:00 Uhr');
    expect(page.text).toMatch(/Ends 09:40/);
    expect(page.text).toContain('Room 3.12');
    expect(page.text).toMatch(/Please answer by: Monday, 9 March 2026 at 10:00/);
    expect(page.text).toContain('So far you have had 3 draws without an appointment');
    expect(page.html.match(/<form [^>]*>/g)!.map((form) => form.includes(`action="${url}"`))).toEqual([true, true]);
    for (const secret of [who.person.surname, who.person.givenNames, who.caseNumber, who.link, who.registrationId, who.receiptSecret])
      expect(page.html).not.toContain(secret);
  });

  it('changes nothing by being looked at', async () => {
    for (let time = 0; time < 3; time++) await browser.get(url);
    expect(await window.offerOf(who)).toMatchObject({ state: 'offered' });
    expect(await window.logged()).toEqual(['slot.offered a+b']);
  });

  it('accepts with one tap, and says so however often it is pressed or loaded', async () => {
    for (const page of [await press('accept'), await press('accept'), await browser.get(url)]) {
      expect([page.status, page.heading]).toEqual([200, 'Your appointment']);
      expect(page.text).toContain('The appointment is accepted. It is yours.');
      expect(page.text).toContain('Give the appointment back');
      expect(page.html).not.toContain('value="accept"');
    }
    expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.accepted a+b']);
  });

  it('asks for the reason before it declines', async () => {
    const page = await press('decline');
    expect([page.status, /<title>(.*?) –/.exec(page.html)![1]]).toEqual([400, 'Error: An appointment for you']);
    expect(page.html).toContain('href="#reason-1"');
    expect(page.html).toContain('id="reason-1"');
    expect(await window.offerOf(who)).toMatchObject({ state: 'offered' });
    expect((await press('decline', { reason: 'never-heard-of' })).status).toBe(400);
  });

  it.each([
    ['justified', true],
    ['other', false],
  ])('declines for a reason: %s', async (reason, kept) => {
    const page = await press('decline', { reason });
    expect([page.status, page.heading]).toEqual([200, 'You have declined the appointment']);
    expect(page.text).toContain('Your registration stays');
    expect(page.text.includes('keep counting')).toBe(kept);
    expect(page.text).not.toContain('Room 3.12');
    expect(await window.registrationOf(who)).toMatchObject({ state: 'standing', losses: kept ? 3 : 0 });
  });

  it('gives back what was accepted', async () => {
    await press('accept');
    const page = await press('give-back');
    expect([page.status, page.heading]).toEqual([200, 'You have given the appointment back']);
    expect(page.text).toContain('Your registration stays');
    expect(page.text).not.toContain('Room 3.12');
    expect(page.html).not.toContain('<form');
    expect((await press('give-back')).heading).toBe('You have given the appointment back');
  });

  it.each([
    ['accept, then decline', ['accept', 'decline'], 409, 'Your appointment', 'accepted already'],
    ['decline, then accept', ['decline', 'accept'], 409, 'You have declined the appointment', 'declined already'],
    ['give back before accepting', ['give-back'], 409, 'An appointment for you', 'has not been accepted'],
  ])('says what became of a second answer: %s', async (_, answers, status, heading, why) => {
    let page = await browser.get(url);
    for (const answer of answers) page = await press(answer, { reason: 'other' });
    expect([page.status, page.heading]).toEqual([status, heading]);
    expect(page.text).toContain('Your answer was not counted');
    expect(page.text).toContain(why);
  });

  it('tells the truth about the deadline to the second, whether or not the sweep has been there', async () => {
    office.clock.set(DRAWN + TO_ANSWER);
    expect((await browser.get(url)).heading).toBe('An appointment for you');
    office.clock.set(DRAWN + TO_ANSWER + 1);
    const late = await press('accept');
    expect([late.status, late.heading]).toEqual([410, 'The time to answer is over']);
    expect(late.text).toContain('Your answer was not counted');
    expect(late.html).not.toContain('<form');
    await window.get(ExpiryService).expireOverdue(drawUuid);
    const page = await browser.get(url);
    expect([page.status, page.heading]).toEqual([200, 'The time to answer is over']);
    expect(page.text).toContain('Your registration stays');
  });

  it('keeps an appointment that has begun', async () => {
    await press('accept');
    office.clock.set(NINE);
    const page = await press('give-back');
    expect([page.status, page.heading]).toEqual([410, 'Your appointment']);
    expect(page.text).toContain('has begun, or is over');
    expect(page.html).not.toContain('value="give-back"');
    office.clock.set(NINE + DAY);
    await window.get(ExpiryService).markNotCome();
    const after = await browser.get(url);
    expect(after.heading).toBe('This appointment is over');
    expect(after.text).not.toContain('Your registration stays');
  });

  it('says when a newer appointment has replaced this one', async () => {
    await press('accept');
    await window.test.database.forge(`UPDATE offers SET state = 'cancelled', reason = 'superseded' WHERE registration_id = $1`, [
      who.registrationId,
    ]);
    expect((await browser.get(url)).heading).toBe('A newer appointment has replaced this one');
    await window.test.database.forge(`UPDATE offers SET reason = 'office-closed' WHERE registration_id = $1`, [who.registrationId]);
    expect((await browser.get(url)).heading).toBe('The office has cancelled this appointment');
    await window.test.database.forge(`UPDATE offers SET state = 'attended', reason = NULL WHERE registration_id = $1`, [
      who.registrationId,
    ]);
    expect((await browser.get(url)).heading).toBe('You were at this appointment');
  });

  it.each([['x'], [`${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}.${'A'.repeat(22)}`]])('knows no other token: %s', async (token) => {
    for (const page of [await browser.get(`/en/answer/${token}`), await browser.post(`/en/answer/${token}`, { answer: 'accept' })]) {
      expect(page.status).toBe(404);
      expect(page.text).toContain('There is no such appointment');
    }
  });

  it("does not open with the private link's token, nor with a tampered one", async () => {
    const token = url.split('/').at(-1)!;
    for (const wrong of [who.link, `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`])
      expect((await browser.get(`/en/answer/${wrong}`)).status).toBe(404);
  });
});

describe('the calendar file', () => {
  beforeEach(() => offer());

  const file = async () => browser.get(`${url}/appointment.ics`);

  it('comes once the appointment is accepted, and takes it out of the calendar again when it is given back', async () => {
    expect((await file()).status).toBe(409);
    await press('accept');
    const kept = await file();
    expect([kept.status, kept.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8; method=PUBLISH']);
    expect(kept.html).toContain('DTSTART:20260317T080000Z');
    expect(kept.html).toContain('DTEND:20260317T084000Z');
    expect(kept.html).toContain('SUMMARY:Appointment: Residence permit');
    expect(kept.html).not.toContain(who.person.surname);
    await press('give-back');
    const gone = await file();
    expect(gone.headers['content-type']).toBe('text/calendar; charset=utf-8; method=CANCEL');
    const uid = (text: string) => /UID:(.*)/.exec(text)![1];
    expect(uid(gone.html)).toBe(uid(kept.html));
    expect([/SEQUENCE:(\d)/.exec(kept.html)![1], /SEQUENCE:(\d)/.exec(gone.html)![1]]).toEqual(['0', '1']);
  });

  it('is none of an offer that was declined', async () => {
    await press('decline', { reason: 'other' });
    expect((await file()).status).toBe(409);
  });
});

describe('answers at once', () => {
  beforeEach(() => offer());

  it('ten taps are one', async () => {
    const pages = await Promise.all(Array.from({ length: 10 }, () => new Browser(office.test).post(url, { answer: 'accept' })));
    for (const page of pages) expect([page.status, page.heading]).toEqual([200, 'Your appointment']);
    expect(await window.logged()).toEqual(['slot.offered a+b', 'slot.accepted a+b']);
  });

  it('of accepting and declining one counts, and both pages tell which', async () => {
    const answers = await Promise.all([press('accept'), press('decline', { reason: 'other' })]);
    const { state } = await window.offerOf(who);
    const headings = { accepted: 'Your appointment', declined: 'You have declined the appointment' } as Record<string, string>;
    expect(answers.map(({ heading }) => heading)).toEqual([headings[state], headings[state]]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await window.logged()).toHaveLength(2);
  });

  it('a tap in the last second and the expiry agree on one truth', async () => {
    office.clock.set(DRAWN + TO_ANSWER);
    let both!: Promise<[Seen, number]>;
    await window.transaction(async (em) => {
      // Somebody else holds the case's offers: the tap comes in time and has to wait until after the deadline.
      await em.query(`SELECT FROM offers WHERE registration_id = $1 FOR UPDATE`, [who.registrationId]);
      const tap = press('accept');
      await window.untilWaiting(em, 1);
      office.clock.advance(5);
      both = Promise.all([tap, window.get(ExpiryService).expireOverdue(drawUuid)]);
      await window.untilWaiting(em, 2);
    });
    const [page, expired] = await both;
    const { state } = await window.offerOf(who);
    expect([state, expired, page.heading]).toEqual(
      state === 'accepted' ? ['accepted', 0, 'Your appointment'] : ['expired', 1, 'The time to answer is over'],
    );
    expect(await window.logged()).toHaveLength(2);
  });

  it('leaves nothing to answer once the person has withdrawn elsewhere', async () => {
    await window.get(AnswersService).decline(who, 'other');
    await window.query(`UPDATE registrations SET state = 'withdrawn' WHERE id = $1`, [who.registrationId]);
    const page = await browser.get(url);
    expect(page.heading).toBe('You have declined the appointment');
    expect(page.text).not.toContain('Your registration stays');
  });
});
