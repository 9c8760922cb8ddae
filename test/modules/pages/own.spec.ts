import { CheckInService, ExpiryService, OfferingService } from '../../../src/modules/appointments';
import type { StaffMember } from '../../../src/modules/staff';
import type { RegistrationState } from '../../../src/modules/registrations';
import { type Applicant, DRAWN, DrawnWindow, NINE, type Office, openOffice, OPENS, TO_ANSWER } from '../appointments/drawn-window';
import { MINUTE } from '../slots/slot-fixtures';
import { CatalogueService } from '../../../src/modules/windows';
import { DAY, HOUR } from '../windows/window-fixtures';
import { Browser } from './browse';

let office: Office;
let window: DrawnWindow;
let browser: Browser;

beforeAll(async () => void (office = await openOffice()));
afterAll(() => office.test.stop());
beforeEach(async () => {
  window = await DrawnWindow.open(office);
  browser = new Browser(office.test);
  // Windows of earlier tests are out of the way.
  await window.query(`ALTER TABLE windows DISABLE TRIGGER USER`);
  await window.query(`UPDATE windows SET state = 'closed_out', closed_out_at = now() WHERE id <> $1 AND state = 'announced'`, [
    window.windowId,
  ]);
  await window.query(`ALTER TABLE windows ENABLE TRIGGER USER`);
});

const urlOf = ({ link }: Applicant, rest = '') => `/en/registration/${link}${rest}`;
const enter = (who: Applicant, visitor = browser) => visitor.post(urlOf(who), { caseNumber: who.caseNumber });

async function offerTo(who: Applicant, losses = 0): Promise<string> {
  await window.addSlots([{ slot_id: 'a', startsAt: NINE }]);
  const { drawUuid } = await window.draw([{ who, slots: ['a'], losses }]);
  await window.get(OfferingService).offer(drawUuid);
  return drawUuid;
}

describe('the gate', () => {
  it('asks for the case number, whatever the link is, and then for an hour no more, in no language', async () => {
    const who = await window.register();
    for (const link of [who.link, 'nonsense']) {
      const gate = await browser.get(`/en/registration/${link}`);
      expect([gate.status, gate.heading]).toEqual([200, 'My registration']);
      expect(gate.html).toContain('name="caseNumber"');
      expect(gate.text).not.toContain('Residence permit');
    }
    const page = await enter(who);
    expect(page.text).toContain('Residence permit');
    expect((await browser.get(urlOf(who))).text).toContain('Your registration is confirmed');
    expect((await browser.get(urlOf(who).replace('/en/', '/ar/'))).html).not.toContain('name="caseNumber"');
    office.clock.advance(HOUR - 1);
    expect((await browser.get(urlOf(who))).html).not.toContain('name="caseNumber"');
    office.clock.advance(1);
    expect((await browser.get(urlOf(who))).html).toContain('name="caseNumber"');
  });

  it('takes the number however it is written, and refuses wrong ones without telling which part is wrong', async () => {
    const who = await window.register();
    const other = await window.register();
    for (const [link, caseNumber] of [
      [who.link, other.caseNumber],
      [`${who.link.slice(0, -1)}${who.link.endsWith('A') ? 'B' : 'A'}`, who.caseNumber],
      ['nonsense', who.caseNumber],
    ] as const) {
      const refused = await browser.post(`/en/registration/${link}`, { caseNumber });
      expect([refused.status, refused.heading]).toEqual([400, 'My registration']);
      expect(refused.text).toContain('There is no registration for this link and this case number');
      expect(refused.html).toContain(`value="${caseNumber}"`);
      expect(refused.html).toContain('<title>Error: ');
    }
    expect((await browser.post(urlOf(who), { caseNumber: '  ' })).text).toContain('Enter your case number');
    expect(browser.jar).toEqual([]);
    expect((await browser.post(urlOf(who), { caseNumber: who.caseNumber.toLowerCase().replaceAll(/[-/]/g, ' ') })).status).toBe(200);
  });

  it('stops guessing after ten, and does not keep out whoever has shown the number', async () => {
    const who = await window.register();
    await enter(who);
    const stranger = new Browser(office.test);
    for (let n = 0; n < 10; n++) expect((await stranger.post(urlOf(who), { caseNumber: `X-${n}` })).status).toBe(400);
    const right = await stranger.post(urlOf(who), { caseNumber: who.caseNumber });
    expect([right.status, right.text.includes('Too many wrong case numbers')]).toEqual([429, true]);
    expect((await browser.get(urlOf(who))).text).toContain('Your registration is confirmed');
    expect((await browser.post(urlOf(who, '/wishes'), { any: 'yes', size: '2' })).text).toContain('2 people');
  });

  it('gives a cookie that only its own link sees, that scripts do not see, and that opens nothing elsewhere', async () => {
    const [who, other] = [await window.register(), await window.register()];
    const answer = await office.test.app.inject({
      method: 'POST',
      url: urlOf(who),
      payload: new URLSearchParams({ caseNumber: who.caseNumber }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.statusCode).toBe(303);
    expect(answer.cookies).toHaveLength(9);
    for (const cookie of answer.cookies) {
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', maxAge: 3600 });
      expect(cookie.path).toMatch(new RegExp(`^/[a-z-]+/registration/${who.link}$`));
      expect(cookie.value).not.toContain(who.caseNumber);
    }
    const value = answer.cookies[0]!.value;
    const ask = async (url: string, own: string) =>
      (await office.test.app.inject({ url, cookies: { own } })).body.includes('name="caseNumber"');
    expect(await ask(urlOf(who), value)).toBe(false);
    expect(await ask(urlOf(other), value)).toBe(true);
    for (const wrong of [
      value.slice(0, -2),
      `B${value.slice(1)}`,
      value.slice(0, 60) + (value[60] === 'A' ? 'B' : 'A') + value.slice(61),
      '',
      'x',
    ])
      expect(await ask(urlOf(who), wrong)).toBe(true);
  });

  it('forgets when asked to', async () => {
    const who = await window.register();
    await enter(who);
    const gate = await browser.post(urlOf(who, '/leave'), {});
    expect(gate.html).toContain('name="caseNumber"');
    expect(browser.jar).toEqual([]);
  });

  it('leads on to the page that was asked for, and nowhere else', async () => {
    const who = await window.register();
    const gate = await browser.get(urlOf(who, '/wishes'));
    expect(gate.html).toContain('name="to" value="wishes"');
    expect((await browser.post(urlOf(who), { caseNumber: who.caseNumber, to: 'wishes' })).heading).toBe('Change wishes');
    expect((await browser.post(urlOf(who), { caseNumber: who.caseNumber, to: '//elsewhere.example' })).status).toBe(400);
  });

  it('loses nothing of a form that comes when the hour is over', async () => {
    const who = await window.register();
    await enter(who);
    office.clock.advance(2 * HOUR);
    const form = { 'wish-1': 'afternoons', 'wish-2': 'mornings', size: '3' };
    const gate = await browser.post(urlOf(who, '/wishes'), form);
    expect([gate.status, gate.text.includes('What you have just sent is not lost')]).toEqual([200, true]);
    for (const [name, value] of Object.entries(form)) expect(gate.html).toContain(`name="${name}" value="${value}"`);
    const wrong = await browser.post(urlOf(who, '/wishes'), { ...form, caseNumber: 'X' });
    expect([wrong.status, wrong.html.includes('name="size" value="3"')]).toEqual([400, true]);
    const page = await browser.post(urlOf(who, '/wishes'), { ...form, caseNumber: who.caseNumber });
    expect(page.text).toContain('3 people');
  });

  it('needs no number in any address, title or log', async () => {
    const who = await window.register();
    const page = await enter(who);
    expect(page.html).not.toContain(who.caseNumber);
    expect(/<title>(.*)<\/title>/.exec(page.html)![1]).not.toContain(who.person.surname);
    expect(office.test.log.text()).not.toContain(who.caseNumber);
  });
});

describe('where somebody stands, in one sentence', () => {
  const sentence = async (who: Applicant) => (await enter(who, new Browser(office.test))).text;
  const set = (who: Applicant, change: string) => window.query(`UPDATE registrations SET ${change} WHERE id = $1`, [who.registrationId]);

  it.each([
    ['unconfirmed', `confirmed_at = NULL, case_verified_by = NULL`, 'Please confirm your registration'],
    ['in_review', 'size = 1', 'Your registration is confirmed'],
    ['standing', 'size = 1', 'Your registration is confirmed'],
    ['offered', 'size = 1', 'You get an appointment'],
    ['withdrawn', 'size = 1', 'You have withdrawn your registration'],
    ['excluded', 'decision_untold = true', 'Your registration is confirmed'],
    ['excluded', 'size = 1', 'Your registration does not take part'],
    ['ended', 'size = 1', 'This registration has ended'],
  ] as [RegistrationState, string, string][])('%s, %s: %s', async (state, change, said) => {
    office.clock.set(OPENS + 10 * MINUTE);
    const who = await window.register();
    await set(who, `state = '${state}', ${change}, confirm_by = to_timestamp(${OPENS + HOUR})`);
    expect(await sentence(who)).toContain(said);
  });

  it('waiting for staff and standing are the same page to the letter', async () => {
    const [standing, waiting] = [await window.register(), await window.register()];
    await set(waiting, `state = 'in_review', case_verified_by = NULL`);
    const [first, second] = [await sentence(standing), await sentence(waiting)];
    const neutral = (text: string) => text.replaceAll(/[a-z]•••@|applicant-\d+/g, '');
    expect(neutral(second)).toBe(neutral(first));
  });

  it('too late to be confirmed', async () => {
    const who = await window.register();
    await set(who, `state = 'unconfirmed', confirmed_at = NULL, case_verified_by = NULL, confirm_by = to_timestamp(${OPENS})`);
    office.clock.set(OPENS + 1);
    expect(await sentence(who)).toContain('was not confirmed in time');
  });

  it('joined with another registration of the same person', async () => {
    const [who, kept] = [await window.register(), await window.register()];
    await set(who, `state = 'excluded', merged_into = '${kept.registrationId}'`);
    expect(await sentence(who)).toContain('joined with a second one of yours');
  });

  it('confirmed after the closing, before the draw', async () => {
    const who = await window.register();
    await set(who, `confirmed_at = to_timestamp(${OPENS + 5 * DAY + 60})`);
    office.clock.set(OPENS + 5 * DAY + 120);
    expect(await sentence(who)).toContain('counts from the next period on');
  });

  it('next draw and when, with tickets as far as they follow from what was claimed', async () => {
    const who = await window.register();
    const page = await enter(who);
    expect(page.text).toContain('Registration possible until');
    expect(page.text).toContain('In the next draw you have at least 1 ticket.');
    expect(page.html).toContain(`href="/en/windows/${window.path}"`);
  });

  it('an offer, an appointment, and what is left of it', async () => {
    const who = await window.register();
    const drawUuid = await offerTo(who, 2);
    const offered = await enter(who);
    expect(offered.text).toContain('We offer you an appointment');
    expect(offered.text).toContain('2 draws without an appointment');
    const appointment = (await window.offerOf(who)).id;
    const accepted = await browser.post(urlOf(who, '/answer'), { answer: 'accept', appointment });
    expect(accepted.text).toContain('You have an appointment');
    expect(accepted.text).toMatch(/Appointment number [0-9A-Z]{4}-[0-9A-Z]{4} Check code [0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(accepted.html).toContain('<svg class="fs-qr"');
    expect(accepted.html).not.toContain('/withdraw"');
    expect((await browser.get(urlOf(who, '/appointment.ics'))).html).toContain('DTSTART:20260317T080000Z');
    office.clock.set(NINE);
    expect((await enter(who)).text).toContain('The time of your appointment has come');
    office.clock.set(NINE + DAY);
    await window.get(ExpiryService).markNotCome();
    expect((await enter(who)).text).toContain('Nobody came to this appointment');
    await window.get(ExpiryService).expireOverdue(drawUuid);
  });

  it('an appointment that somebody was at', async () => {
    const who = await window.register();
    await offerTo(who);
    await enter(who);
    await answer(who, { answer: 'accept' });
    office.clock.set(NINE);
    const clerk: StaffMember = { name: 'clerk-1', person: 'p-1', roles: ['clerk'] };
    await window.get(CheckInService).checkIn(clerk, (await window.offerOf(who)).id, { ...who.person, caseNumber: who.caseNumber });
    expect((await enter(who)).text).toContain('You were at your appointment');
  });

  it.each([
    ['declined', async (who: Applicant) => void (await answer(who, { answer: 'decline', reason: 'other' }))],
    [
      'given back',
      async (who: Applicant) => {
        await answer(who, { answer: 'accept' });
        await answer(who, { answer: 'give-back' });
      },
    ],
    ['expired, before the sweep', () => void office.clock.set(DRAWN + TO_ANSWER + 1)],
  ])('an offer that was %s', async (_, end) => {
    const who = await window.register();
    await offerTo(who);
    await enter(who);
    await end(who);
    expect(await sentence(who)).toContain('From the next period on you take part again');
  });

  const answer = async (who: Applicant, form: Record<string, string>) =>
    browser.post(urlOf(who, '/answer'), { ...form, appointment: (await window.offerOf(who)).id });

  it('a click on an old page never answers a newer offer', async () => {
    const who = await window.register();
    await offerTo(who);
    await enter(who);
    const stale = '5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001';
    const page = await browser.post(urlOf(who, '/answer'), { answer: 'accept', appointment: stale });
    expect(page.status).toBe(404);
    expect(await window.offerOf(who)).toMatchObject({ state: 'offered' });
    const twice = await Promise.all([answer(who, { answer: 'accept' }), answer(who, { answer: 'decline', reason: 'other' })]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('asks for a reason here, too', async () => {
    const who = await window.register();
    await offerTo(who);
    await enter(who);
    const page = await answer(who, { answer: 'decline' });
    expect([page.status, page.text.includes('Choose why you decline')]).toEqual([400, true]);
  });
});

describe('changes', () => {
  let who: Applicant;
  beforeEach(async () => {
    who = await window.register();
    await enter(who);
  });

  it('of wishes: in order, each once, or any', async () => {
    expect((await browser.get(urlOf(who))).text).toContain('Contact confirmed on');
    const form = await browser.get(urlOf(who, '/wishes'));
    expect([form.heading, form.html.includes('id="any"')]).toEqual(['Change wishes', true]);
    const page = await browser.post(urlOf(who, '/wishes'), { 'wish-1': 'afternoons', 'wish-2': 'mornings', size: '2' });
    expect(page.text).toMatch(/Groups, the most wanted first .*fternoon.*orning/);
    expect((await browser.post(urlOf(who, '/wishes'), { size: '1' })).text).toContain('Choose at least one group');
    const twice = await browser.post(urlOf(who, '/wishes'), { 'wish-1': 'mornings', 'wish-2': 'mornings', size: '2' });
    expect([twice.status, twice.html.includes('href="#wish-2"')]).toEqual([400, true]);
    expect((await browser.post(urlOf(who, '/wishes'), { any: 'yes', 'wish-1': '', size: '1' })).text).toContain('any will do');
    expect((await browser.post(urlOf(who, '/wishes'), { 'wish-1': 'nowhere', size: '1' })).status).toBe(400);
  });

  it('of some wishes only: those behind the fifth stay while the five are the same', async () => {
    const [{ path }] = (await window.query<{ path: string }>(
      `SELECT authority || '/' || slug AS path FROM services JOIN registrations ON service_id = services.id WHERE registrations.id = $1`,
      [who.registrationId],
    )) as [{ path: string }];
    const groups = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6'];
    for (const name of groups) await window.get(CatalogueService).createGroup({ service: path, office: 'kvr', name, title: name });
    await window.query(`UPDATE registrations SET choices = $2 WHERE id = $1`, [who.registrationId, groups.join()]);
    const choices = async () =>
      (await window.query('SELECT choices FROM registrations WHERE id = $1', [who.registrationId]))[0]!['choices'];
    const five = Object.fromEntries(groups.slice(0, 5).map((group, at) => [`wish-${at + 1}`, group]));
    expect((await browser.post(urlOf(who, '/wishes'), { ...five, size: '2' })).text).toContain('2 people');
    expect(await choices()).toBe('g1,g2,g3,g4,g5,g6');
    await browser.post(urlOf(who, '/wishes'), { ...five, 'wish-5': '', size: '2' });
    expect(await choices()).toBe('g1,g2,g3,g4');
  });

  it('of what becomes of rare wishes, and of the special groups; asked with what holds now', async () => {
    const checked = (html: string, id: string): boolean => new RegExp(`<input[^>]*id="${id}"[^>]* checked`).test(html);
    const choose = { 'wish-1': 'afternoons', size: '1' };
    expect((await browser.post(urlOf(who, '/wishes'), { ...choose, widen: 'yes', special: 'no' })).text).toMatch(
      /become “all” if somebody could recognise me.*No, only the general part/,
    );
    const [stored] = await window.query<{ choices: string; pots: string[] }>(
      'SELECT choices, waived_pots AS pots FROM registrations WHERE id = $1',
      [who.registrationId],
    );
    expect(stored).toEqual({ choices: 'afternoons,*', pots: expect.arrayContaining(['hardship']) as string[] });
    const { html } = await browser.get(urlOf(who, '/wishes'));
    expect([checked(html, 'widen'), /value="no"[^>]* checked/.test(html)]).toEqual([true, true]);
    const back = await browser.post(urlOf(who, '/wishes'), { ...choose, special: 'yes' });
    expect(back.text).not.toMatch(/become “all”|only the general part/);
    expect((await window.query('SELECT choices, waived_pots AS pots FROM registrations WHERE id = $1', [who.registrationId]))[0]).toEqual({
      choices: 'afternoons',
      pots: [],
    });
    // A form without the question leaves the answer.
    await browser.post(urlOf(who, '/wishes'), { ...choose, special: 'no' });
    expect((await browser.post(urlOf(who, '/wishes'), choose)).text).toContain('No, only the general part');
  });

  it('of the contact: one field for both kinds, shown half hidden afterwards', async () => {
    const phone = await browser.post(urlOf(who, '/contact'), { contact: '0170 1234567' });
    expect(phone.text).toContain('Mobile number •••4567');
    const mail = await browser.post(urlOf(who, '/contact'), { contact: ' new@example.org ' });
    expect(mail.text).toContain('Mail n•••@example.org');
    for (const contact of ['', 'not a contact', 'a@'])
      expect(await browser.post(urlOf(who, '/contact'), { contact })).toMatchObject({ status: 400, heading: 'Change contact' });
    expect((await browser.post(urlOf(who, '/contact'), { contact: 'not a contact' })).html).toContain('value="not a contact"');
  });

  it('to withdraw: asked once more, then for good', async () => {
    const asked = await browser.get(urlOf(who, '/withdraw'));
    expect(asked.heading).toBe('Do you want to withdraw your registration?');
    expect(await window.registrationOf(who)).toMatchObject({ state: 'standing' });
    for (let time = 0; time < 2; time++)
      expect((await browser.post(urlOf(who, '/withdraw'), {})).text).toContain('You have withdrawn your registration');
    const late = await browser.post(urlOf(who, '/wishes'), { any: 'yes', size: '1' });
    expect([late.status, late.text.includes('has ended')]).toEqual([409, true]);
  });

  it('are refused while an appointment has to be answered', async () => {
    await offerTo(who);
    await enter(who);
    const page = await browser.post(urlOf(who, '/withdraw'), {});
    expect([page.status, page.text.includes('Decline it or give it back first')]).toEqual([409, true]);
  });
});
