import type { Browser } from 'playwright-core';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(180_000);

const SHOTS = process.env.FAIRSLOT_SHOTS;

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(STAFF_WAYS)('somebody signs in, sees their desk, signs out, and is out (%s)', async (_, setting) => {
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { page, t } = visitor;
  const look = async (name: string): Promise<void> => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${setting.language}-${setting.width}.png` });
  };
  await visitor.open('/staff/windows', { status: 401 });
  await signIn(visitor, 'olga');
  expect(await page.locator('body').innerText()).toContain('Olga Operator');
  expect(await visitor.read()).toContain(t('staff:role.operator'));
  await look('desk');
  await visitor.follow(page.locator('nav a[href$="/staff/windows"]'));
  await look('windows');

  // Wherever somebody goes, the first screen shows where they are and what is there, and every task is a step away.
  const tasks = page.locator('nav a[href*="/staff/"]');
  const [summary, first] = [page.locator('nav summary'), tasks.first()];
  const top = (await page.locator('h1').boundingBox())!.y;
  expect(top).toBeLessThan(500);
  expect([await summary.isVisible(), await first.isVisible()]).toEqual(setting.width === 320 ? [true, false] : [false, true]);
  if (setting.width === 320) {
    expect((await summary.innerText()).trim()).toBe(`${t('staff:desk.nav')}: ${t('staff:windows.title')}`);
    await visitor.activate(summary);
    await visitor.check();
    await look('menu');
  }
  for (const task of await tasks.all()) expect(await task.isVisible()).toBe(true);
  await visitor.follow(page.locator('nav a[href$="/staff/review"]'));
  await look('review');
  await signOut(visitor);
  await visitor.open('/staff/windows', { status: 401 });
  await visitor.leave();
});
