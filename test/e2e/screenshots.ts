import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { AnswersService } from '../../src/modules/appointments';
import { RegistrationComparison } from '../../src/modules/registrations/reviews';
import { passportOf } from '../modules/appointments/machine-readable-lines';
import { DAY, DrawWorld, HOUR, MINUTE, type Person, TIMES } from '../support/draw-world';
import { LIFE, live, populate } from '../support/draw-world-life';
import { planLater } from '../support/draw-world-times';
import { openBrowser, type Setting, signIn, signOut, startStaffService, Visitor, type WebService } from './support';
import { beginRegistration, showCaseNumber } from './journeys/steps';

// No test: `npm run screenshots` runs it with jest, because it plays its data with what the tests use.
jest.setTimeout(300_000);

const FOLDER = join(__dirname, '..', '..', 'docs', 'screenshots');
const MOST_BYTES = 2_500_000;
const WAYS: readonly Setting[] = (['de', 'ar'] as const).flatMap((language) =>
  ([320, 1280] as const).map((width) => ({ language, width, script: true, pointer: true })),
);

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  [service, browser] = await Promise.all([startStaffService({ plan: { title: 'Aufenthaltserlaubnis, März' } }), openBrowser()]);
  const { world } = service;
  await world.query(`UPDATE services SET title = 'Aufenthaltserlaubnis verlängern'`);
  await populate(world);
  const next = await world.announceWindow('w11', { ...planLater(6), title: 'Aufenthaltserlaubnis, April' });
  const slots = Array.from({ length: 12 }, (_, n) => ({ id: `n${n}`, startsAt: TIMES.appointments + 14 * DAY + n * 20 * MINUTE }));
  await world.addSlots(slots, next);
  await live(
    world,
    LIFE.slice(
      0,
      LIFE.findIndex(({ name }) => name === 'answers'),
    ),
  );
  await world.liveUntil(TIMES.draw + HOUR);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(WAYS.map((setting) => [`${setting.language}, ${setting.width} px`, setting] as const))('pictures: %s', async (_, setting) => {
  const visitor = await Visitor.come(browser, service.origin, setting);
  const take = (name: string) =>
    visitor.page.screenshot({ path: join(FOLDER, `${name}-${setting.language}-${setting.width}.png`), animations: 'disabled' });
  await visitor.open(`/services/${DrawWorld.service}`);
  await take('start');
  await beginRegistration(visitor);
  await visitor.press(visitor.t('action.continue'), { status: 400 });
  await take('question');
  const person = service.world.people[0]!;
  await visitor.open(`/registration/${person.link}`);
  await showCaseNumber(visitor, person);
  await take('registration');
  await visitor.open(`/registration/${person.link}/receipt`);
  await take('receipt');
  await visitor.open(`/windows/${DrawWorld.path}/draws/0`);
  await visitor.page.locator('[data-check-sentence] p').waitFor();
  await visitor.page
    .locator('[data-check-sentence]')
    .evaluate((element) => (element as unknown as { scrollIntoView(): void }).scrollIntoView());
  await take('draw');
  await visitor.open(`/windows/${DrawWorld.path}/draws/0/fairness`);
  await visitor.page.locator('main :is(figure, img, svg, table)').first().scrollIntoViewIfNeeded();
  await take('fairness');
  await visitor.leave();
});

it("pictures: the office's side", async () => {
  const { world, origin } = service;
  const visitor = await Visitor.come(browser, origin, { language: 'de', width: 1280, script: true, pointer: true });
  const { page, t } = visitor;
  const take = (name: string, top = 0) =>
    page.screenshot({
      path: join(FOLDER, `staff-${name}-de-1280.png`),
      animations: 'disabled',
      fullPage: true,
      clip: { x: 0, y: top, width: 1280, height: 1000 },
    });
  const [winner] = await winnersOf(world);
  await world.get(AnswersService).accept(winner!);
  await world.enrol(...['Schmidt', 'Schmid', 'Schmitt'].map((surname) => ({ surname, birthDate: '1988-03-14' })));
  await world.get(RegistrationComparison).compareNew();
  await signIn(visitor, 'olga');
  await visitor.open('/staff/windows');
  await take('dashboard');
  await visitor.open('/staff/review');
  const three = page.locator('main table tr', { has: page.getByRole('cell', { name: '3', exact: true }) });
  await visitor.follow(three.locator('a').first());
  await take('review', 320);
  await signOut(visitor);
  world.clock.set(TIMES.appointments - HOUR);
  await signIn(visitor, 'clara');
  await visitor.open('/staff/counter');
  await visitor.type('typed', winner!.caseNumber);
  await visitor.press(t('staff-counter:box.find'));
  const { surname } = winner!.person;
  const lines = passportOf({ surname: surname.replaceAll('ı', 'i').toUpperCase(), givenNames: 'AYSE', birth: '900517' });
  await visitor.type('typed', lines.join(''));
  await visitor.press(t('staff-counter:finding.present'));
  await take('check-in');
  await visitor.leave();
});

async function winnersOf(world: DrawWorld): Promise<Person[]> {
  const results = await Promise.all(world.people.map((person) => world.resultOf(person)));
  return world.people.filter((_, n) => results[n] !== undefined && results[n].pot !== null);
}

it('the pictures are small enough to be kept', () => {
  const bytes = readdirSync(FOLDER).reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
