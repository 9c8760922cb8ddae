import type { Browser } from 'playwright-core';
import { HOUR, TIMES } from '../../support/draw-world';
import { EVERY_WAY, openBrowser, startWebService, Visitor, type WebService } from '../support';
import { answerQuestions, beginRegistration, confirmByCode, confirmByLink, expectNewcomers, type Newcomer } from './register-steps';

jest.setTimeout(180_000);

let service: WebService;
let browser: Browser;
let newcomers: Newcomer[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  await service.world.addSlots([{ id: 'a' }, { id: 'b' }, { id: 'c', group: 'pm' }]);
  newcomers = await expectNewcomers(
    service,
    EVERY_WAY.map((_, n) => n + 1),
  );
  await service.world.liveUntil(TIMES.opens + HOUR);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

it.each(EVERY_WAY.map(([name, setting], n) => [name, setting, n] as const))(
  'somebody registers and confirms, page by page (%s)',
  async (_, setting, n) => {
    const visitor = await Visitor.come(browser, service.origin, setting);
    const { t } = visitor;
    const newcomer = newcomers[n]!;
    // Every mistake once in each language, at each width, with and without script; not all of it in all ways, because it takes its time.
    const careless = !setting.pointer && (setting.width === 320) !== setting.script;
    await beginRegistration(visitor);
    await answerQuestions(visitor, newcomer, careless);
    const said = await visitor.read();
    for (const part of [newcomer.surname, newcomer.givenNames, newcomer.caseNumber, newcomer.mail]) expect(said).toContain(part);
    const before = await countRegistrations();
    await visitor.press(t('register:check.send'));
    expect(await visitor.read()).toContain(t('register:sent.title'));
    // Whoever goes back and reloads has registered once, and is told so.
    await visitor.back();
    await visitor.reload();
    expect(await visitor.read()).toContain(t('register:sent.title'));
    expect(await countRegistrations()).toBe(before + 1);
    if (n % 2 === 0) await confirmByCode(visitor, service, newcomer, careless);
    else await confirmByLink(visitor, service, newcomer);
    expect(await visitor.read()).toContain(t('register:confirmed.title'));
    await visitor.follow(t('register:sent.receipt-link'));
    // Signed as it is compared, without dashes.
    const receipt = await visitor.read();
    for (const part of [newcomer.surname, newcomer.caseNumber.replace('-', ''), t('register:legal.none')]) expect(receipt).toContain(part);
    await visitor.leave();
  },
);

async function countRegistrations(): Promise<number> {
  return (await service.world.query('SELECT FROM registrations')).length;
}
