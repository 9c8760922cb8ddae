import type { Browser } from 'playwright-core';
import { TIMES } from '../support/draw-world';
import { EVERY_WAY, openBrowser, startWebService, Visitor, type WebService } from './support';

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  await service.world.liveUntil(TIMES.opens);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(EVERY_WAY)('the first page, and a page that is not there (%s)', async (_, setting) => {
  const visitor = await Visitor.come(browser, service.origin, setting);
  await visitor.open('/');
  expect(await visitor.read()).toContain(visitor.t('home:title'));
  await visitor.open('/no/such/page', { status: 404 });
  await visitor.follow(visitor.t('errors:to-start'));
  expect(visitor.path).toBe('/');
  await visitor.leave();
});
