import type { Browser } from 'playwright-core';
import { AnswersService, AppointmentCodes } from '../../../../src/modules/appointments';
import { OfferReports } from '../../../../src/modules/offer-reports';
import type { Person } from '../../../support/draw-world';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';
import { showCaseNumber } from '../steps';

jest.setTimeout(240_000);

const SHOTS = process.env.FAIRSLOT_SHOTS;

let service: WebService;
let browser: Browser;
let people: Person[];
let appointments: string[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  const { world } = service;
  await world.addSlots(STAFF_WAYS.map((_, n) => ({ id: `s${n}` })));
  people = await world.enrol(...STAFF_WAYS.map(() => ({})));
  await world.liveThroughDraw(0);
  appointments = [];
  for (const person of people) appointments.push((await world.get(AnswersService).accept(person)).appointment);
  await world.get(OfferReports).report({ place: 'messenger', text: 'Termin am Montag für 200 Euro', link: null, contact: null });
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(STAFF_WAYS.map(([name, setting], n) => [name, setting, n] as const))(
  'an operator hears a holder and asks, the holder answers, an approver reads and decides (%s)',
  async (_, setting, n) => {
    const person = people[n]!;
    const { world } = service;
    const visitor = await Visitor.come(browser, service.origin, setting);
    const { t, page } = visitor;
    const look = async (name: string): Promise<void> => {
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/revocation-${name}-${setting.language}-${setting.width}.png`, fullPage: true });
    };

    await signIn(visitor, 'olga');
    await visitor.follow(page.locator('nav a[href$="/staff/revocation"]'));
    await look('list');
    await visitor.type('number', world.get(AppointmentCodes).codeOf(appointments[n]!).number);
    await visitor.press(t('staff-acts:revocation.find'));
    await visitor.press(t('staff-acts:revocation.hear.button'), { status: 400 });
    await visitor.choose('reason', 'offered-for-sale');
    await look('open');
    await visitor.press(t('staff-acts:revocation.hear.button'));
    expect(await visitor.read()).toContain(t('staff-acts:revocation.ask.wait'));
    await signOut(visitor);

    await visitor.open(`/registration/${person.link}/hearing`);
    await showCaseNumber(visitor, person);
    await visitor.press(t('own:notice.send'), { status: 400 });
    await visitor.type('text', 'Ich komme selbst.');
    await look('answer');
    await visitor.press(t('own:notice.send'));
    expect(await visitor.read()).toContain(t('own:notice.answered'));
    await look('own');

    await signIn(visitor, 'olga');
    await visitor.follow(page.locator('nav a[href$="/staff/revocation"]'));
    await visitor.follow(page.locator(`main table a[href$="${appointments[n]!}"]`));
    await look('heard');
    await visitor.press(t('staff-acts:revocation.ask.button'));
    expect(await visitor.read()).toContain(t('staff-acts:revocation.done.asked'));
    await signOut(visitor);

    await signIn(visitor, 'paul');
    await visitor.follow(page.locator('nav a[href$="/staff/approvals"]'));
    await visitor.follow(page.locator('main a[href*="/staff/approvals/"]').first());
    await visitor.follow(t('staff-review:see-case'));
    expect(await visitor.read()).toContain('Ich komme selbst.');
    await look('approver');
    await visitor.back();
    await visitor.press(t('staff:approvals.approve'));
    await signOut(visitor);
    await visitor.leave();
    expect(await world.query('SELECT state, reason FROM offers WHERE id = $1', [appointments[n]])).toEqual([
      { state: 'cancelled', reason: 'revoked' },
    ]);
  },
);
