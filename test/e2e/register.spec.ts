import type { Browser } from 'playwright-core';
import { SharedLimits } from '../../src/platform/limits';
import { DrawWorld, TIMES } from '../support/draw-world';
import { populate } from '../support/draw-world-life';
import { EVERY_WAY, linksIn, openBrowser, type Setting, startWebService, Visitor, type WebService } from './support';

jest.setTimeout(300_000);

/** Looks like an ordinary visitor from outside: limits and proof of work don't concern the machine's own addresses. */
const FROM_OUTSIDE = { 'x-forwarded-for': '203.0.113.9' };

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService({ environment: { TRUST_PROXY: '1', PROOF_OF_WORK: 'on' } }), openBrowser()]);
  await populate(service.world);
  await service.world.liveUntil(TIMES.opens + 3600);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Presses "continue" with nothing filled in, and reads that this is said. */
async function forgetAll(visitor: Visitor): Promise<void> {
  await visitor.press(visitor.t('action.continue'), { status: 400 });
  expect(await visitor.page.title()).toContain(visitor.t('error-title'));
}

const goOn = (visitor: Visitor): Promise<void> => visitor.press(visitor.t('action.continue'));
const field = (visitor: Visitor, name: string) => visitor.page.locator(`[name="${name}"]`);

/** Fills in everything, stumbling at each question once. Ends where answers are checked. */
async function fillIn(visitor: Visitor, mail: string, stumbling: boolean): Promise<void> {
  const stumble = async () => {
    if (stumbling) await forgetAll(visitor);
  };
  const answers: Record<string, () => Promise<void>> = {
    name: async () => {
      await stumble();
      await visitor.type('surname', 'Öztürk-Ḵ̇s');
      await visitor.type('givenNames', 'Ayşe');
    },
    'birth-date': async () => {
      await stumble();
      for (const [part, text] of [
        ['day', '17'],
        ['month', '5'],
        ['year', '1990'],
      ] as const)
        await visitor.type(part, text);
    },
    'case-number': async () => {
      await stumble();
      await visitor.type('caseNumber', 'M-4711');
    },
    'critical-date': async () => {
      await stumble();
      await visitor.choose('has', 'yes');
      for (const [part, text] of [
        ['day', '1'],
        ['month', '5'],
        ['year', '2027'],
      ] as const)
        await visitor.type(part, text);
      await visitor.choose('source', 'card');
    },
    hardship: async () => {
      await stumble();
      await visitor.choose('hardship', 'none');
    },
    size: async () => {
      await stumble();
      await visitor.type('size', '1');
    },
    days: async () => undefined,
    notice: async () => {
      await stumble();
      await visitor.choose('notice', '0');
    },
    wishes: async () => {
      await stumble();
      await visitor.choose('any', 'no');
      const groups = await field(visitor, 'wish-1')
        .locator('option')
        .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
      await visitor.select('wish-1', groups[2]!);
      await visitor.select('wish-2', groups[1]!);
    },
    pots: async () => {
      await stumble();
      await visitor.choose('special', 'yes');
    },
    contact: async () => {
      await stumble();
      await visitor.choose('kind', 'mail');
      await visitor.type('mail', mail);
    },
    representative: async () => {
      await stumble();
      await visitor.choose('has', 'no');
    },
  };
  for (let step = stepOf(visitor); step !== 'check'; step = stepOf(visitor)) {
    await answers[step]!();
    await goOn(visitor);
  }
}

const stepOf = (visitor: Visitor): string => visitor.path.split('/').at(-1)!;

async function beginAt(visitor: Visitor): Promise<void> {
  await visitor.open(`/services/${DrawWorld.service}`);
  // What somebody does who can't wait, and whom to call.
  for (const address of ['https://musterstadt.example/auslaenderbehoerde/notfall', 'tel:+493023125000'])
    expect(await visitor.page.locator(`aside a[href="${address}"]`).isVisible()).toBe(true);
  await visitor.press(visitor.t('start:button'));
}

it.each(EVERY_WAY)('from the first page to the receipt (%s)', async (name, setting: Setting) => {
  const visitor = await Visitor.come(browser, service.origin, setting);
  await visitor.context.setExtraHTTPHeaders(FROM_OUTSIDE);
  const mail = `${name.replaceAll(/[^a-z0-9]+/g, '-')}@example.org`;
  await beginAt(visitor);
  await fillIn(visitor, mail, true);
  expect(await visitor.read()).toContain('Öztürk-Ḵ̇s');

  await visitor.follow(visitor.page.locator('a[href*="/size?from=check"]'));
  await visitor.type('size', '2');
  await goOn(visitor);
  expect(stepOf(visitor)).toBe('check');

  await visitor.press(visitor.t('register:check.send'));
  expect(stepOf(visitor)).toBe('sent');
  const receipt = visitor.page.locator('a[href$="/receipt"]');
  const letter = await service.letterTo(mail);
  const code = /\b\d{6}\b/.exec(letter.text!)![0];
  await visitor.type('code', String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
  await visitor.press(visitor.t('register:sent.confirm'), { status: 400 });
  await visitor.type('code', code);
  await visitor.press(visitor.t('register:sent.confirm'));
  expect(await visitor.read()).toContain(visitor.t('register:confirmed.title'));

  // The letter's link leads there, too, and the form's other pages know that it is over.
  const [link] = linksIn(letter, service.origin).filter((url) => url.includes('/confirm/'));
  await visitor.open(link!);
  expect(await visitor.read()).toContain(visitor.t('register:confirmed.title'));
  await visitor.page.goBack();

  await visitor.follow(receipt);
  expect(await visitor.read()).toContain(visitor.t('register:legal.none'));
  expect(await visitor.page.locator('svg.fs-qr').count()).toBe(2);
  const paper = await visitor.print();
  for (const said of [visitor.t('register:legal.none'), 'Ausländerbehörde Musterstadt', '+49 30 23125 000']) expect(paper).toContain(said);
  expect(paper).not.toContain(visitor.t('receipt:files-title'));
  await visitor.leave();
});

it.each([
  ['ar', 'keyboard'],
  ['de', 'pointer'],
] as const)('a name of 300 letters with no place to break fits every page to the receipt (%s, 320 px, %s)', async (language, hand) => {
  const visitor = await Visitor.come(browser, service.origin, { language, width: 320, script: false, pointer: hand === 'pointer' });
  const { t } = visitor;
  await visitor.context.setExtraHTTPHeaders(FROM_OUTSIDE);
  const mail = `long-${language}@example.org`;
  await beginAt(visitor);
  await visitor.type('surname', 'W'.repeat(300));
  await visitor.type('givenNames', 'Ö'.repeat(100));
  await visitor.press(t('action.continue'), { status: 400 });
  expect(await visitor.read()).toContain(t('register:error.name-long'));
  // As long as a name may be.
  await visitor.type('surname', 'W'.repeat(200));
  await goOn(visitor);
  await fillIn(visitor, mail, false);
  expect(await visitor.read()).toContain('W'.repeat(200));
  await visitor.press(t('register:check.send'));
  await visitor.type('code', /\b\d{6}\b/.exec((await service.letterTo(mail)).text!)![0]);
  await visitor.press(t('register:sent.confirm'));
  await visitor.follow(visitor.page.locator('a[href$="/receipt"]'));
  expect(await visitor.read()).toContain('W'.repeat(200));
  expect(await visitor.print()).toContain('Ö'.repeat(100));
  await visitor.leave();
});

it('the way back, another language, and deleting', async () => {
  const visitor = await Visitor.come(browser, service.origin, { language: 'de', width: 320, script: false });
  await beginAt(visitor);
  await visitor.type('surname', 'Öztürk-Ḵ̇s');
  await visitor.type('givenNames', 'Ayşe');
  await goOn(visitor);
  await visitor.back();
  const form = visitor.path.replace(/\/name$/, '');
  await visitor.open(`${service.origin}/ar${form}/name`);
  expect(await field(visitor, 'surname').inputValue()).toBe('Öztürk-Ḵ̇s');
  await visitor.open(`${form}/by-phone`);
  await visitor.open(`${form}/delete`);
  await visitor.press(visitor.t('register:delete.button'));
  expect(await visitor.read()).toContain(visitor.t('register:delete.done-title'));
  await visitor.open(`${form}/name`, { status: 404 });
  await visitor.leave();
});

/** Makes an address look busy. */
async function makeBusy(): Promise<void> {
  const limits = service.world.get(SharedLimits);
  for (let count = 0; count < 60; count++) await limits.take({ name: 'busy', most: 60, seconds: 3600 }, FROM_OUTSIDE['x-forwarded-for']);
}

it('without script, at a busy address: reload, two tabs and a lost connection lose nothing, and register once', async () => {
  const visitor = await Visitor.come(browser, service.origin, { language: 'de', width: 320, script: false, pointer: true });
  const { context, page, t } = visitor;
  await context.setExtraHTTPHeaders(FROM_OUTSIDE);
  /** Presses a button while there is no network, and loads again when there is. */
  const loseConnection = async (button: string): Promise<void> => {
    await visitor.goAway(async () => {
      await context.setOffline(true);
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.waitForURL('chrome-error://**');
      await context.setOffline(false);
      await page.reload();
    });
  };
  const count = async () => (await service.world.query<{ n: string }>('SELECT count(*) AS n FROM registrations'))[0]!.n;
  const before = Number(await count());
  await beginAt(visitor);
  await visitor.type('surname', 'Öztürk-Ḵ̇s');
  await visitor.type('givenNames', 'Ayşe');
  await loseConnection(t('action.continue'));
  expect(stepOf(visitor)).toBe('birth-date');
  await fillIn(visitor, 'lost@example.org', false);
  await visitor.reload();
  expect(await visitor.read()).toContain('Öztürk-Ḵ̇s');
  await makeBusy();
  const tab = await context.newPage();
  await tab.goto(page.url());
  await loseConnection(t('register:check.send'));
  expect(stepOf(visitor)).toBe('sent');
  await tab.getByRole('button', { name: t('register:check.send'), exact: true }).click();
  await tab.waitForURL('**/sent');
  await tab.close();
  const code = /\b\d{6}\b/.exec((await service.letterTo('lost@example.org')).text!)![0];
  await visitor.type('code', code);
  await visitor.press(t('register:sent.confirm'));
  expect(await visitor.read()).toContain(t('register:confirmed.title'));
  expect(Number(await count())).toBe(before + 1);
  await visitor.leave();
});

it('a busy address: the browser computes by itself, under our policy, and nobody sees anything of it', async () => {
  const visitor = await Visitor.come(browser, service.origin, { language: 'de', width: 1280, script: true, pointer: true });
  await visitor.context.setExtraHTTPHeaders(FROM_OUTSIDE);
  await beginAt(visitor);
  await fillIn(visitor, 'busy@example.org', false);
  await makeBusy();
  await visitor.page.reload();
  expect(await visitor.page.locator('form[data-challenge]').count()).toBe(1);
  await visitor.press(visitor.t('register:check.send'));
  expect(stepOf(visitor)).toBe('sent');
  expect(await service.world.test.database.query('SELECT 1 FROM used_proofs')).toHaveLength(1);
  await visitor.leave();
});
