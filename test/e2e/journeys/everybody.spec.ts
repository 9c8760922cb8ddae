import type { Browser } from 'playwright-core';
import { DrawWorld } from '../../support/draw-world';
import { LIFE, live, populate } from '../../support/draw-world-life';
import { EVERY_WAY, openBrowser, startWebService, Visitor, type WebService } from '../support';

jest.setTimeout(180_000);

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  await populate(service.world);
  await live(
    service.world,
    LIFE.slice(
      0,
      LIFE.findIndex(({ name }) => name === 'expiry'),
    ),
  );
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

describe.each(EVERY_WAY)('somebody who was not drawn, or only reads the newspaper (%s)', (_, setting) => {
  let visitor: Visitor;
  beforeEach(async () => (visitor = await Visitor.come(browser, service.origin, setting)));
  afterEach(() => visitor.leave());

  it('goes from the first page to a past draw, its rules and its fairness', async () => {
    const { page } = visitor;
    await visitor.open('/');
    await visitor.follow(visitor.t('footer.draws'));
    await visitor.follow(page.locator(`main a[href$="/windows/${DrawWorld.path}/draws/0"]`).first());
    await visitor.follow(page.locator('main a[href$="/draws/0/fairness"]').first());
    expect(await page.locator('main table').count()).toBeGreaterThan(0);
    await visitor.open(`/windows/${DrawWorld.path}`);
  });

  it('reports an offer to sell a place', async () => {
    const { t } = visitor;
    await visitor.open('/');
    await visitor.follow(t('footer.report'));
    await visitor.press(t('report:submit'), { status: 400 });
    await visitor.choose('place', 'messenger');
    await visitor.type('text', '<b>Termin</b> für 50 Euro, \u202Eوقت\u202C');
    await visitor.press(t('report:submit'));
    expect(await visitor.read()).toContain(t('report:sent.thanks'));
  });
});
