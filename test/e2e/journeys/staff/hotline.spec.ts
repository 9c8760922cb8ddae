import type { Browser } from 'playwright-core';
import { CaseImportService } from '../../../../src/modules/identity';
import { DrawWorld, HOUR, TIMES } from '../../../support/draw-world';
import { caseFileOf, identityOf } from '../../../support/draw-world-people';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(240_000);

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  const { world } = service;
  await world.addSlots([{ id: 's1' }, { id: 's2', group: 'pm' }]);
  await world.get(CaseImportService).import(DrawWorld.authority, caseFileOf(STAFF_WAYS.map((_, n) => ({ n: n + 1, spec: {} }))), false);
  world.clock.set(TIMES.opens + HOUR);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(STAFF_WAYS)('somebody at the hotline has a day (%s)', async (_, setting) => {
  const { surname, givenNames, caseNumber } = identityOf(STAFF_WAYS.findIndex(([, way]) => way === setting) + 1);
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { page, t } = visitor;
  await visitor.open('/staff/assist', { status: 401 });
  await signIn(visitor, 'hugo');
  await visitor.follow(page.locator('nav a[href$="/staff/assist"]'));
  await visitor.follow(page.locator('main a[href*="/staff/assist/register/"]'));

  // Everything that a caller without mail and mobile phone says, from one field to the next; Enter in the last one sends it.
  await page.keyboard.press('Enter');
  await page.waitForEvent('load');
  await visitor.check();
  expect(await visitor.read()).toContain(t('register:error.case-number-missing'));
  const typed = [caseNumber, surname, givenNames, '17.5.1990'];
  await visitor.type('caseNumber', typed[0]!);
  for (const text of typed.slice(1)) {
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(text);
  }
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await visitor.check();
  expect(await visitor.read()).toContain(surname);
  await visitor.follow(t('staff-counter:assist.next'));

  await visitor.type('caseNumber', caseNumber);
  await visitor.type('birthDate', '18.5.1990');
  await visitor.press(t('staff-counter:assist.find'), { status: 404 });
  await visitor.type('birthDate', '17.5.1990');
  await visitor.press(t('staff-counter:assist.find'));
  expect(await visitor.read()).toContain(t('staff-counter:assist.states.confirmed'));
  expect(await visitor.read()).not.toContain(surname);
  await visitor.press(t('staff-counter:assist.acts.link'));
  expect(await visitor.read()).toContain(t('staff-counter:assist.done.link'));

  await visitor.follow(page.locator('nav a[href$="/staff/letters"]'));
  await signOut(visitor);
  await visitor.open('/staff/letters', { status: 401 });
  await visitor.leave();
});
