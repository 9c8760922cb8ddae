import type { Browser } from 'playwright-core';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(180_000);

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
  await visitor.open('/staff/windows', { status: 401 });
  await signIn(visitor, 'olga');
  expect(await visitor.page.locator('body').innerText()).toContain('Olga Operator');
  expect(await visitor.read()).toContain(visitor.t('staff:role.operator'));
  await visitor.follow(visitor.page.locator('nav a[href$="/staff/windows"]'));
  await signOut(visitor);
  await visitor.open('/staff/windows', { status: 401 });
  await visitor.leave();
});
