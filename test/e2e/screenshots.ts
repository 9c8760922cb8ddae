import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { HOUR, DrawWorld, TIMES } from '../support/draw-world';
import { LIFE, live, populate } from '../support/draw-world-life';
import { planLater } from '../support/draw-world-times';
import { openBrowser, type Setting, startWebService, Visitor, type WebService } from './support';
import { beginRegistration, showCaseNumber } from './journeys/steps';

// No test: `npm run screenshots` runs it with jest, because it plays its data with what the tests use.
jest.setTimeout(300_000);

const FOLDER = join(__dirname, '..', '..', 'docs', 'screenshots');
const MOST_BYTES = 2_000_000;
const WAYS: readonly Setting[] = (['de', 'ar'] as const).flatMap((language) =>
  ([320, 1280] as const).map((width) => ({ language, width, script: true, pointer: true })),
);

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  const { world } = service;
  await world.query(`UPDATE services SET title = 'Aufenthaltserlaubnis verlängern'`);
  await populate(world);
  await world.announceWindow('w11', planLater(6));
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

it('the pictures are small enough to be kept', () => {
  const bytes = readdirSync(FOLDER).reduce((sum, name) => sum + statSync(join(FOLDER, name)).size, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
