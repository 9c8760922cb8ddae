import type { Browser, Page } from 'playwright-core';
import { CaseImportService } from '../../../../src/modules/identity';
import { Texts } from '../../../../src/platform/i18n';
import { DrawWorld, HOUR, TIMES } from '../../../support/draw-world';
import { caseFileOf, identityOf } from '../../../support/draw-world-people';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(240_000);

const texts = new Texts();

/** Keys that somebody presses in a minute who types forty words. */
const KEYS_A_MINUTE = 200;
/** By keyboard alone, as a colleague at the phone works: on a narrow screen, and at a desk. */
const QUICK = STAFF_WAYS.filter(([, { pointer = false }]) => !pointer);

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  const { world } = service;
  await world.addSlots([{ id: 's1' }, { id: 's2', group: 'pm' }]);
  await world
    .get(CaseImportService)
    .import(
      DrawWorld.authority,
      caseFileOf(Array.from({ length: STAFF_WAYS.length + QUICK.length }, (_, n) => ({ n: n + 1, spec: {} }))),
      false,
    );
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

/** Somebody's hands on the keys, which are counted. */
class Hands {
  keys = 0;

  constructor(private readonly page: Page) {}

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
    this.keys += keys.length;
  }

  /** Key by key, and with one for each capital or accented letter more. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    this.keys += text.length + [...text].filter((letter) => !/[a-z0-9 .@]/.test(letter)).length;
  }

  /** Goes on with Tab to a field or link. */
  async tabTo(selector: string): Promise<void> {
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await this.page.locator(selector).evaluate((element) => element === element.ownerDocument.activeElement)) return;
      await this.press('Tab');
    }
    throw new Error(`Tab never comes to ${selector}`);
  }
}

it.each(QUICK.map(([name, setting], n) => [name, setting, n] as const))(
  'a caller is registered and has a receipt on paper within two minutes, by keys alone (%s)',
  async (_, setting, n) => {
    const { surname, givenNames, caseNumber } = identityOf(STAFF_WAYS.length + n + 1);
    const visitor = await Visitor.come(browser, service.origin, setting);
    const { page, t } = visitor;
    // The receipt is in the language of whoever calls.
    const theirs = (['ar', 'de'] as const)[n]!;
    await signIn(visitor, 'hugo');
    await visitor.open('/staff/assist');
    const before = (await service.world.query<{ id: string }>('SELECT id FROM registrations')).map(({ id }) => id);
    const hands = new Hands(page);
    let pages = 0;
    page.on('load', () => void pages++);
    const entered = async (): Promise<void> => {
      await Promise.all([page.waitForEvent('load'), hands.press('Enter')]);
      await visitor.check();
    };

    // The telephone rings. From the page where calls begin, with the focus where it puts it.
    await hands.tabTo('main a[href*="/staff/assist/register/"]');
    await entered();
    // All that this caller has to say: the date on a card, two people, afternoons rather than mornings, a number for a text message.
    await hands.type(caseNumber);
    for (const [field, text] of [
      ['surname', surname],
      ['givenNames', givenNames],
      ['birthDate', '17.5.1990'],
      ['criticalDate', '1.5.2026'],
    ] as const) {
      await hands.tabTo(`[name=${field}]`);
      await hands.type(text);
    }
    await hands.tabTo('[name=source]');
    await hands.press('ArrowDown');
    await hands.tabTo('[name=size]');
    await hands.type('2');
    await hands.tabTo('[name=wish-1]');
    await hands.press('ArrowDown', 'ArrowDown');
    await hands.tabTo('[name=contact]');
    await hands.type('0151 23456789');
    await hands.tabTo('[name=locale]');
    const list = page.locator('[name=locale]');
    while ((await list.inputValue()) !== theirs) await hands.press('ArrowDown');
    // Enter sends it from any field in which text is typed.
    await hands.tabTo('[name=representative]');
    await entered();
    await hands.press('ControlOrMeta+P', 'Enter');

    // The world's clock stands still: what is new is told by the ids that were there before.
    const added = await service.world.query(`SELECT channel, size, contact_kind, choices FROM registrations WHERE id <> ALL ($1)`, [
      before,
    ]);
    expect(added).toEqual([{ channel: 'phone', size: 2, contact_kind: 'phone', choices: 'pm' }]);
    // One minute of typing leaves one for talking.
    expect(hands.keys).toBeLessThanOrEqual(KEYS_A_MINUTE);
    expect(pages).toBe(2);

    const paper = await visitor.print();
    for (const said of [surname, givenNames, texts.in(theirs)('receipt:title'), 'Ausländerbehörde Musterstadt', '+49 30 23125 000'])
      expect(paper).toContain(said);
    expect(paper).not.toContain(t('staff-counter:assist.next'));
    const margin = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' };
    const sheets = (await page.pdf({ format: 'A4', margin })).toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(sheets).toHaveLength(1);
    await hands.tabTo(`a:text-is(${JSON.stringify(t('staff-counter:assist.next'))})`);
    await entered();
    expect(visitor.path).toBe('/staff/assist');
    await signOut(visitor);
    await visitor.leave();
  },
);
