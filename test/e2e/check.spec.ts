import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import encodeQr from 'qr';
import { DEFAULT_TRUST, lot } from '../../src/core';
import { LOG_IDENTITY, type LogIdentity } from '../../src/modules/audit-log';
import { populate } from '../support/draw-world-life';
import { DrawWorld, type Person, TIMES } from '../support/draw-world';
import { showCaseNumber } from './journeys/steps';
import { createTemporaryFolder, removeFolder } from '../support';
import { EVERY_WAY, openBrowser, type Setting, startWebService, Visitor, type WebService } from './support';

const DRAW = `/windows/${DrawWorld.path}/draws/0`;
const RECORD = `**/api${DRAW}/record.zip`;
const AT_A_DESK: Setting = { language: 'de', width: 1280, script: true, pointer: true };

let service: WebService;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = createTemporaryFolder('check');
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  await populate(service.world);
  await service.world.liveThroughDraw(0);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  removeFolder(folder);
});

const come = (setting: Setting = AT_A_DESK): Promise<Visitor> => Visitor.come(browser, service.origin, setting);

/** The page's verdict, once it has one. */
async function verdictOn(page: Page): Promise<string> {
  const sentence = page.locator('[data-check-sentence] p');
  await sentence.waitFor();
  return sentence.innerText();
}

/** Somebody whose browser has checked the draw. */
async function comeAndCheck(): Promise<Visitor> {
  const visitor = await come();
  await visitor.open(DRAW);
  await verdictOn(visitor.page);
  return visitor;
}

it.each(EVERY_WAY)('the draw is checked by itself, or the page says how else (%s)', async (_, setting) => {
  const visitor = await come(setting);
  await visitor.open(DRAW);
  if (setting.script) {
    expect(await verdictOn(visitor.page)).toContain(visitor.t('check:open.timing'));
    expect(await visitor.page.locator('.fs-answers > li').count()).toBe(5);
    await visitor.check();
  } else {
    expect(await visitor.read()).toContain(visitor.t('check:noscript'));
    expect(await visitor.page.locator('main').textContent()).toContain('python3 reference/verify.py record.zip');
  }
  await visitor.leave();
});

it('answers five questions by what the verifier finds, and shows all its lines to whoever opens them', async () => {
  const visitor = await comeAndCheck();
  const outcomes = await visitor.page.locator('.fs-answers > li').evaluateAll((all) => all.map((one) => one.getAttribute('data-outcome')));
  // Times: the office's own word; the chance: a practice chain.
  expect(outcomes).toEqual(['open', 'open', 'yes', 'yes', 'yes']);
  const shown = await visitor.page
    .locator('[data-check]')
    .evaluateAll((all) => all.map((one) => ['data-check', 'data-outcome', 'data-code'].map((name) => one.getAttribute(name))));
  const { checks, seed } = await service.world.verify(0);
  expect(shown).toEqual(
    checks.map(({ check, outcome, code }) => [
      check,
      outcome,
      code === undefined ? null : code === 'timing.quorum' ? 'timing.log-untrusted' : code,
    ]),
  );
  expect(await visitor.page.locator('main').textContent()).toContain(seed);
  await visitor.leave();
});

it('shows how far it has come', async () => {
  const visitor = await come();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await visitor.page.route(RECORD, async (route) => {
    await held;
    await route.continue();
  });
  await visitor.open(DRAW);
  const bar = visitor.page.getByRole('progressbar', { name: visitor.t('check:progress.label') });
  expect(await bar.evaluate((one) => (one as unknown as { value: number }).value)).toBe(0);
  expect(await visitor.read()).toContain(visitor.t('check:progress.loading'));
  release();
  await verdictOn(visitor.page);
  expect(await bar.evaluate((one) => (one as unknown as { value: number }).value)).toBe(100);
  await visitor.leave();
});

describe('cheating', () => {
  let visitor: Visitor;
  beforeAll(async () => (visitor = await comeAndCheck()));
  afterAll(() => visitor.leave());

  it.each([
    ['friend', 'entries.count', 'entries'],
    ['tickets', 'entries.ticket-sum', 'entries'],
    ['number', 'beacon.round', 'beacon'],
    ['winner', 'allocation.mismatch', 'allocation'],
    ['name', 'entries.root', 'entries'],
    ['everything', 'timing.subject', 'timing'],
  ] as const)('%s turns the right line red: %s', async (cheat, code, line) => {
    await visitor.activate(visitor.page.getByRole('button', { name: visitor.t(`check:cheat.${cheat}`) }));
    const caught = visitor.page.locator(`[data-cheat="${cheat}"] + [data-code="${code}"]`);
    await caught.waitFor();
    expect(await caught.innerText()).toContain(`„${visitor.t(`check:line.${line}`)}“`);
  });

  it('changes nothing but a copy', async () => {
    await visitor.check();
    expect(await visitor.page.locator('[data-check][data-outcome="failed"]').count()).toBe(0);
  });
});

describe('with a receipt', () => {
  const own = (page: Page) => page.locator('[data-check-own]');

  async function somebodyServed(): Promise<{ person: Person; result: { ticketId: string } }> {
    for (const person of service.world.people) {
      const result = await service.world.resultOf(person);
      if (result && result.pot !== null) return { person, result };
    }
    throw new Error('nobody was served');
  }

  async function findBy(visitor: Visitor, receipt: string, way: 'chosen' | 'dropped' | 'pasted'): Promise<void> {
    const { page } = visitor;
    if (way === 'dropped') {
      const dataTransfer = await page.evaluateHandle(
        `(() => { const all = new DataTransfer(); all.items.add(new File([${JSON.stringify(receipt)}], 'receipt.txt')); return all; })()`,
      );
      const zone = page.locator('.fs-drop', { has: page.getByLabel(visitor.t('check:receipt.choose')) });
      for (const event of ['dragover', 'drop']) await zone.dispatchEvent(event, { dataTransfer });
    } else if (way === 'chosen') {
      // Each under a name of its own: a browser that is given the same file again says nothing.
      const file = join(folder, `receipt-${createHash('sha256').update(receipt).digest('hex').slice(0, 8)}.txt`);
      writeFileSync(file, receipt);
      await page.getByLabel(visitor.t('check:receipt.choose')).setInputFiles(file);
    } else {
      await page.locator('summary', { hasText: visitor.t('check:receipt.paste') }).click();
      await page.locator('#check-paste').fill(receipt);
      await page.getByRole('button', { name: visitor.t('check:receipt.find'), exact: true }).click();
    }
    await own(page).locator('p').first().waitFor();
  }

  it.each(['chosen', 'dropped', 'pasted'] as const)('finds my ticket, my lots and my place, and tells nobody (%s)', async (way) => {
    const visitor = await comeAndCheck();
    const asked: string[] = [];
    visitor.page.on('request', (request) => asked.push(request.url()));
    const people = await Promise.all(
      service.world.people.map(async (person) => ({
        person,
        result: (await service.world.resultOf(person))!,
        entry: (await service.world.entryOf(person))!,
      })),
    );
    const { seed } = await service.world.verify(0);
    // Whoever pastes it is served; files are of both, one after the other.
    const wantedOnes = [people.find(({ result }) => result.pot !== null)!, people.find(({ result }) => result.pot === null)!];
    for (const wanted of wantedOnes.slice(0, way === 'pasted' ? 1 : 2)) {
      // As the note alone, or as the text for people that ends with it.
      await findBy(
        visitor,
        way === 'pasted' ? `EINGANGSBESTÄTIGUNG\r\n\r\nDaten\r\n\r\n${wanted.person.receipt}` : wanted.person.receipt,
        way,
      );
      const { rank, ticketId, pot, slots, j } = wanted.result;
      await own(visitor.page)
        .getByText(visitor.t(`check:receipt.${pot === null ? 'unserved' : 'served'}`, { rank, entries: people.length }))
        .waitFor();
      const text = (await own(visitor.page).textContent())!;
      expect(text).toContain(ticketId);
      if (pot !== null) expect(text).toContain(slots.join(', '));
      expect(text).toContain(visitor.t('check:receipt.identity'));
      const lots = await own(visitor.page).locator('[data-lot] code').allTextContents();
      expect(lots).toEqual(Array.from({ length: wanted.entry.tickets }, (_, index) => lot(seed!, ticketId, index + 1)));
      expect(text).toContain(`printf '%s:%s:%s' ${seed} ${ticketId} ${j} | sha256sum`);
      const all = people.reduce((sum, { entry }) => sum + entry.tickets, 0);
      const says = visitor.t('check:urn.text', { all, mine: wanted.entry.tickets });
      await own(visitor.page).getByRole('img', { name: says }).waitFor();
      expect(await own(visitor.page).locator('.fs-urn__lot--mine').count()).toBe(wanted.entry.tickets);
      expect(await own(visitor.page).locator('.fs-urn__lot').count()).toBe(all);
    }
    await visitor.check();
    // A letter of somebody's name may need another piece of the font.
    expect(asked.filter((url) => !/^data:|\.woff2$/.test(url))).toEqual([]);
    await visitor.leave();
  });

  it('reads the code of the receipt page from a photo', async () => {
    const { person, result } = await somebodyServed();
    const atHome = await come();
    await atHome.open(`/registration/${person.link}`);
    await showCaseNumber(atHome, person);
    await atHome.open(`/registration/${person.link}/receipt`);
    const photo = join(folder, 'photo.png');
    await atHome.page.getByRole('img', { name: atHome.t('receipt:note-qr') }).screenshot({ path: photo });
    await atHome.leave();

    const visitor = await comeAndCheck();
    await visitor.page.getByLabel(visitor.t('check:receipt.choose')).setInputFiles(photo);
    await own(visitor.page).getByText(result.ticketId, { exact: true }).waitFor();
    const blank = join(folder, 'blank.png');
    await visitor.page.locator('[data-check-sentence]').screenshot({ path: blank });
    await visitor.page.getByLabel(visitor.t('check:receipt.choose')).setInputFiles(blank);
    await own(visitor.page).getByText(visitor.t('check:receipt.no-code')).waitFor();
    await visitor.leave();
  });

  it('reads it through the camera, and lets go of the camera', async () => {
    const { person, result } = await somebodyServed();
    const film = join(folder, 'film.y4m');
    writeFileSync(film, filmOf(person.receipt));
    const seeing = await openBrowser({ camera: film });
    try {
      const visitor = await Visitor.come(seeing, service.origin, AT_A_DESK);
      await visitor.open(DRAW);
      await verdictOn(visitor.page);
      await visitor.activate(visitor.page.getByRole('button', { name: visitor.t('check:receipt.camera') }));
      await own(visitor.page).getByText(result.ticketId, { exact: true }).waitFor();
      await visitor.page.getByRole('button', { name: visitor.t('check:receipt.camera') }).waitFor();
      expect(await visitor.page.locator('video').evaluate((video) => (video as unknown as { srcObject: unknown }).srcObject)).toBeNull();
      await visitor.leave();
    } finally {
      await seeing.close();
    }
  });

  it('says so where somebody is not in the draw, or the receipt is none', async () => {
    const visitor = await comeAndCheck();
    await findBy(visitor, JSON.stringify({ receiptSecret: 'ab'.repeat(32) }), 'chosen');
    await own(visitor.page).getByText(visitor.t('check:reason.ticket.absent')).waitFor();
    await findBy(visitor, 'https://slots.example/de/registration/abc', 'pasted');
    await own(visitor.page).getByText(visitor.t('check:receipt.is-link')).waitFor();
    await findBy(visitor, 'my shopping list', 'dropped');
    await own(visitor.page).getByText(visitor.t('check:reason.receipt.malformed')).waitFor();
    // The draw itself is no worse for that.
    expect(await verdictOn(visitor.page)).toContain(visitor.t('check:open.timing'));
    await visitor.leave();
  });

  it('raises their own tickets when they try to cheat', async () => {
    const visitor = await comeAndCheck();
    const person = service.world.people[0] as Person;
    await findBy(visitor, person.receipt, 'chosen');
    await visitor.activate(visitor.page.getByRole('button', { name: visitor.t('check:cheat.tickets') }));
    // They have as many as anybody can have: one more is a number that was not announced.
    await visitor.page.locator('[data-code="entries.tickets"]').waitFor();
    await visitor.leave();
  });
});

it('believes a trust file of the visitor, and no key that comes with the record', async () => {
  const visitor = await comeAndCheck();
  const { verifierKey } = service.world.test.app.get<LogIdentity>(LOG_IDENTITY, { strict: false });
  const file = join(folder, 'trust.json');
  const choose = visitor.page.getByLabel(visitor.t('check:trust.choose'));
  const open = (): Promise<void> => visitor.page.locator('summary', { hasText: visitor.t('check:trust.title') }).click();
  await open();
  writeFileSync(file, JSON.stringify({ ...DEFAULT_TRUST, logs: [verifierKey] }));
  await choose.setInputFiles(file);
  await visitor.page.locator('[data-code="timing.quorum"]').waitFor({ state: 'attached' });
  await open();
  expect(await visitor.read()).toContain(visitor.t('check:trust.own'));
  writeFileSync(file, '{}');
  await choose.setInputFiles(file);
  await visitor.page.getByText(visitor.t('check:trust.refused')).waitFor();
  await visitor.leave();
});

describe('a record that was tampered with on the wire', () => {
  const serve = async (visitor: Visitor, change: (zip: Buffer) => Uint8Array): Promise<void> => {
    await visitor.page.route(RECORD, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: Buffer.from(change(await answer.body())) });
    });
  };
  const withFiles = (change: (files: Record<string, Uint8Array>) => void) => (zip: Buffer) => {
    const files = unzipSync(zip);
    change(files);
    return zipSync(files);
  };
  const swapped = (text: string): string => text.replace(/^(\S+) (\S+) (.*)\n(\S+) (\S+) /, '$1 $5 $3\n$4 $2 ');

  it.each([
    [
      'another list',
      withFiles((files) => (files['entries.txt'] = files['entries.txt']!.slice(0, files['entries.txt']!.length - 1))),
      'entries.malformed',
    ],
    [
      'another result',
      withFiles((files) => (files['result.txt'] = Buffer.from(swapped(Buffer.from(files['result.txt']!).toString())))),
      'ranking.order',
    ],
    ['a file less', withFiles((files) => delete files['reveal.json']), 'record.missing-file'],
    ['half an archive', (zip: Buffer) => zip.subarray(0, zip.length / 2), 'record.unreadable'],
    ['something else', () => Buffer.from('<html>'), 'record.unreadable'],
  ] as const)('is refused: %s', async (_, change, code) => {
    const visitor = await come();
    await serve(visitor, change);
    await visitor.open(DRAW);
    expect(await verdictOn(visitor.page)).toContain(visitor.t(`check:reason.${code}` as 'check:title'));
    await visitor.check();
    await visitor.leave();
  });

  it('is refused where it is a sound one of another draw', async () => {
    const visitor = await come();
    const vector = join(__dirname, '..', 'vectors', 'protocol', 'tiny');
    const names = ['announcement.json', 'entries.txt', 'slots.txt', 'freeze.json', 'reveal.json', 'beacon.json', 'result.txt'];
    await serve(visitor, () => zipSync(Object.fromEntries(names.map((name) => [name, readFileSync(join(vector, name))]))));
    await visitor.open(DRAW);
    expect(await verdictOn(visitor.page)).toBe(visitor.t('check:sentence.other-draw'));
    await visitor.leave();
  });
});

describe('the checking page as one file', () => {
  it('is the one whose hash the page tells, and checks a record from a folder, without asking anybody', async () => {
    const page_ = await service.world.test.app.inject('/verify/fairslot-verify.html');
    expect(page_.headers['content-disposition']).toBe('attachment; filename="fairslot-verify.html"');
    const draw = await service.world.test.app.inject(`/de${DRAW}`);
    expect(draw.body).toContain(createHash('sha256').update(page_.rawPayload).digest('hex'));

    const [file, zip] = [join(folder, 'fairslot-verify.html'), join(folder, 'record.zip')];
    writeFileSync(file, page_.rawPayload);
    writeFileSync(zip, (await service.world.test.app.inject(`/api${DRAW}/record.zip`)).rawPayload);
    const context = await browser.newContext({ locale: 'de', viewport: { width: 320, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => complaints.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.locator('input[type=file]').setInputFiles(zip);
    expect(await verdictOn(page)).toMatch(/^Nachgerechnet: /);
    expect(await page.locator('.fs-answers > li').count()).toBe(5);
    await page.locator('select').selectOption('en');
    await page.getByText('Replayed: the result follows').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    expect(complaints.filter((each) => !/^(data|blob):/.test(each))).toEqual([pathToFileURL(file).href]);
    await context.close();
  });
});

it('follows a draw step by step without being loaded again, until it can check it', async () => {
  const other = await startWebService();
  try {
    await other.world.enrol({}, {});
    await other.world.addSlots([{ id: 'a' }]);
    await other.world.liveUntil(TIMES.closes);
    const visitor = await Visitor.come(browser, other.origin, AT_A_DESK);
    await visitor.open(DRAW);
    await visitor.page.waitForURL('**?refresh=live');
    await visitor.page.getByText(visitor.t('draws:steps.live')).waitFor();
    await other.world.liveUntil(TIMES.freeze);
    await visitor.page.getByText(visitor.t('draws:draw.sentence.frozen')).waitFor();
    await other.world.liveUntil(TIMES.reveal);
    await visitor.page.getByText(visitor.t('draws:draw.sentence.revealed')).waitFor();
    await other.world.liveUntil(TIMES.draw);
    expect(await verdictOn(visitor.page)).toContain(visitor.t('check:open.timing'));
    expect(new URL(visitor.page.url()).search).toBe('');
    await visitor.check();
    await visitor.leave();
  } finally {
    await other.stop();
  }
});

/** A film of one picture, in which the code of a text hangs in the middle: YUV4MPEG2, 640 × 480, grey. */
function filmOf(text: string): Buffer {
  const [width, height] = [640, 480];
  const squares = encodeQr(text, 'raw', { ecc: 'low', border: 4 });
  const scale = Math.floor(height / squares.length);
  const [left, top] = [width, height].map((side) => Math.floor((side - squares.length * scale) / 2)) as [number, number];
  const luma = Buffer.alloc(width * height, 235);
  squares.forEach((row, y) =>
    row.forEach((black, x) => {
      for (let line = 0; black && line < scale; line++) {
        const at = (top + y * scale + line) * width + left + x * scale;
        luma.fill(16, at, at + scale);
      }
    }),
  );
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\nFRAME\n`),
    luma,
    Buffer.alloc((width * height) / 2, 128),
  ]);
}
