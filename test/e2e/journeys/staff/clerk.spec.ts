import type { Browser } from 'playwright-core';
import { AnswersService } from '../../../../src/modules/appointments';
import { HOUR, type Person, TIMES } from '../../../support/draw-world';
import { passportOf } from '../../../modules/appointments/machine-readable-lines';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(240_000);

/** Who comes in one way: by code, by passport, with another document, and one who does not agree. */
const EACH_WAY = 4;

let service: WebService;
let browser: Browser;
let people: Person[];
let appointments: string[];

beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  const { world } = service;
  const count = STAFF_WAYS.length * EACH_WAY;
  await world.addSlots(Array.from({ length: count }, (_, i) => ({ id: `s${i}`, counter: `c${i % 2}` })));
  people = await world.enrol(...Array.from({ length: count }, () => ({})));
  await world.liveThroughDraw(0);
  appointments = [];
  for (const { link, caseNumber } of people) appointments.push((await world.get(AnswersService).accept({ link, caseNumber })).appointment);
  world.clock.set(TIMES.appointments - HOUR);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Keys that were pressed since a page had the focus where it put it. */
async function pressKeys(visitor: Visitor, keys: readonly string[]): Promise<number> {
  const { page } = visitor;
  await Promise.all([page.waitForEvent('load'), ...keys.map((key) => page.keyboard.press(key))]);
  await visitor.check();
  return keys.length;
}

const printed = ({ person }: Person): { surname: string; givenNames: string; birth: string } => ({
  surname: person.surname.replaceAll('ı', 'i').toUpperCase(),
  givenNames: 'AYSE',
  birth: '900517',
});

it.each(STAFF_WAYS)('a clerk has a day (%s)', async (_, setting) => {
  const first = STAFF_WAYS.findIndex(([, way]) => way === setting) * EACH_WAY;
  const [coded, read, odd, wrong] = people.slice(first, first + EACH_WAY) as [Person, Person, Person, Person];
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { page, t } = visitor;
  await visitor.open('/staff/counter', { status: 401 });
  await signIn(visitor, 'clara');
  await visitor.follow(page.locator('nav a[href$="/staff/counter"]'));
  expect(await visitor.read()).toContain(`${coded.person.surname}, ${coded.person.givenNames}`);

  // A scanner types what it reads into whatever has the focus, and presses Enter.
  await page.keyboard.insertText(appointments[first]!);
  await pressKeys(visitor, ['Enter']);
  expect(await visitor.read()).toContain(coded.caseNumber.replace('-', ''));
  expect(await pressKeys(visitor, ['Enter'])).toBe(1);
  expect(await visitor.read()).toContain(t('staff-counter:done.attended', { name: `${coded.person.surname}, ${coded.person.givenNames}` }));

  await page.keyboard.insertText(passportOf(printed(read)).join(''));
  await pressKeys(visitor, ['Enter']);
  expect(await visitor.read()).toContain(t('staff-counter:document.written'));
  expect(await pressKeys(visitor, ['Enter'])).toBe(1);

  await visitor.type('typed', odd.caseNumber);
  await visitor.press(t('staff-counter:box.find'));
  await visitor.type('typed', passportOf({ ...printed(odd), surname: 'SCHMIDT' }).join(''));
  await visitor.press(t('staff-counter:finding.present'));
  expect(await visitor.read()).toContain(t('staff-counter:document.differs'));
  // Past the button that hands over, to the first reason why it is the person all the same.
  expect(await pressKeys(visitor, ['Tab', 'Tab', 'Enter'])).toBeLessThanOrEqual(3);
  expect(await visitor.read()).toContain(t('staff-counter:done.attended', { name: `${odd.person.surname}, ${odd.person.givenNames}` }));

  await visitor.type('typed', wrong.caseNumber);
  await visitor.press(t('staff-counter:box.find'));
  expect(await pressKeys(visitor, ['Tab', 'Tab', 'Enter'])).toBe(3);
  await visitor.press(t('staff-counter:handover.send'), { status: 400 });
  await visitor.tick('parts', { value: 'birthDate' });
  await visitor.choose('reason', 'wrong-number');
  await visitor.choose('handedTo', 'head');
  await visitor.press(t('staff-counter:handover.send'));
  expect(await visitor.read()).toContain(t('staff-counter:second-look'));

  await visitor.type('typed', 'nobody');
  await visitor.press(t('staff-counter:box.find'), { status: 404 });
  await visitor.follow(t('staff-counter:paper.link'));
  expect(await visitor.read()).toContain(t('staff-counter:paper.destroy'));
  const paper = await visitor.print();
  for (const said of ['Ausländerbehörde Musterstadt', '+49 30 23125 000', ...people.map(({ person }) => person.surname)])
    expect(paper).toContain(said);
  for (const idle of [t('staff:desk.sign-out'), t('staff-counter:paper.how')]) expect(paper).not.toContain(idle);
  await visitor.press(page.locator('button[value=hold]'));
  await visitor.press(page.locator('button[value=close]'));
  await signOut(visitor);
  await visitor.open('/staff/counter', { status: 401 });
  await visitor.leave();
});
