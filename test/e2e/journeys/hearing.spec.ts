import type { Browser } from 'playwright-core';
import { AnswersService, AppointmentCodes } from '../../../src/modules/appointments';
import type { Person } from '../../support/draw-world';
import { linksIn } from '../support/service';
import { openBrowser, type Setting, signIn, signOut, startStaffService, Visitor, type WebService } from '../support';
import { showCaseNumber } from './steps';

jest.setTimeout(300_000);

const WAYS = (
  [
    ['ar, 320 px, no script, keyboard', { language: 'ar', width: 320, script: false }],
    ['ar, 1280 px, script, pointer', { language: 'ar', width: 1280, script: true, pointer: true }],
    ['de, 320 px, script, pointer', { language: 'de', width: 320, script: true, pointer: true }],
  ] as const satisfies readonly (readonly [string, Setting])[]
).map(([name, setting], n) => [name, setting, n] as const);
const ANSWER = 'هذا موعدي، وسآتي بنفسي. Das ist mein Termin.';
const SHOTS = process.env.FAIRSLOT_SHOTS;

let service: WebService;
let browser: Browser;
let people: Person[];
let appointments: string[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  const { world } = service;
  await world.addSlots(WAYS.map((_, n) => ({ id: `s${n}` })));
  people = await world.enrol(...WAYS.map(() => ({})));
  await world.liveThroughDraw(0);
  appointments = [];
  for (const person of people) appointments.push((await world.get(AnswersService).accept(person)).appointment);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const newestLetter = async ({ n }: Person) => service.letterTo(`person-${n}@example.org`);

it.each(WAYS)('a holder is heard, explains, and keeps the appointment, which is genuine all along (%s)', async (_, setting, n) => {
  const { world } = service;
  const [person, appointment] = [people[n]!, appointments[n]!];
  await world.query('UPDATE registrations SET locale = $2 WHERE id = $1', [person.registrationId, setting.language]);
  const code = world.get(AppointmentCodes).codeOf(appointment);
  const [holder, operator] = await Promise.all([
    Visitor.come(browser, service.origin, setting),
    Visitor.come(browser, service.origin, { language: 'de', width: 1280, script: false, pointer: true }),
  ]);
  const { t } = holder;
  const look = async (name: string): Promise<void> => {
    if (SHOTS) await holder.page.screenshot({ path: `${SHOTS}/hearing-${name}-${setting.language}-${setting.width}.png`, fullPage: true });
  };
  /** What anybody is told who is shown the confirmation. */
  const askWhetherGenuine = async (): Promise<void> => {
    await holder.open('/genuine');
    await holder.type('number', code.number);
    await holder.type('code', code.code);
    await holder.press(t('genuine:submit'));
    expect(await holder.read()).toContain(t('genuine:verdict.valid.title'));
  };

  await signIn(operator, 'olga');
  await operator.open(`/staff/revocation/${appointment}`);
  await operator.choose('reason', 'used-by-another');
  await operator.press(operator.t('staff-acts:revocation.hear.button'));

  const letter = await newestLetter(person);
  expect(letter.subject).toContain(t('letters:hearing.opened.subject'));
  const [link] = linksIn(letter, service.origin).filter((each) => each.endsWith('/hearing'));
  await holder.open(link!);
  await showCaseNumber(holder, person);
  expect(await holder.read()).toContain(t('letters:hearing.reason.used-by-another'));
  await look('form');
  await holder.press(t('own:notice.send'), { status: 400 });
  await holder.type('text', ANSWER);
  await holder.press(t('own:notice.send'));
  expect(holder.path).toBe(`/registration/${person.link}`);
  expect(await holder.read()).toContain(t('own:notice.answered'));
  await look('answered');
  await askWhetherGenuine();

  await operator.open('/staff/revocation');
  await operator.follow(operator.page.locator(`main table a[href$="${appointment}"]`));
  expect(await operator.read()).toContain(ANSWER);
  await operator.press(operator.t('staff-acts:revocation.drop.button'), { status: 400 });
  await operator.choose('dropReason', 'explained');
  await operator.press(operator.t('staff-acts:revocation.drop.button'));
  expect(await operator.read()).toContain(operator.t('staff-acts:revocation.done.dropped'));
  await signOut(operator);

  expect((await newestLetter(person)).subject).toContain(t('letters:hearing.dropped.subject'));
  await holder.open(`/registration/${person.link}`);
  const own = await holder.read();
  expect(own).toContain(t('own:situation.appointment.title'));
  expect(own).not.toContain(t('letters:hearing.reason.used-by-another'));
  await askWhetherGenuine();
  await look('genuine');
  expect(await world.query('SELECT state FROM offers WHERE id = $1', [appointment])).toEqual([{ state: 'accepted' }]);
  expect((await world.slotStates())[`s${n}`]).toBe('accepted');
  await Promise.all([holder.leave(), operator.leave()]);
});
