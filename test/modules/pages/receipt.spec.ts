import { createHash } from 'node:crypto';
import { decodeQR } from 'qr/decode.js';
import { parseNote, parseReceipt, parseVerifierKey, verifyNote } from '../../../src/core';
import { PagesModule } from '../../../src/modules/pages';
import { PrivateLinks } from '../../../src/modules/registrations';
import { textOfPdf } from '../../support/pdf-text';
import { compose, type OpenServiceApp, registration, startOpenService } from '../registrations/open-service';
import { answerAll, begin, FormBrowser } from './form-browser';

let test_: OpenServiceApp;
beforeAll(async () => {
  test_ = await startOpenService({ module: compose({ web: true, worker: false }, [PagesModule]) });
});
afterAll(() => test_.stop());

/** Registers on the pages. @returns the receipt's address */
async function register(
  browser: FormBrowser,
  language = 'de',
  name: Record<string, string> = { surname: 'Yıldız', givenNames: 'Ayşe' },
): Promise<string> {
  const form = await begin(browser, language);
  await answerAll(browser, form, { name });
  const sent = await browser.send(`${form}/check`);
  return /href="(\/[a-z-]+\/registration\/[^"]+\/receipt)"/.exec(sent.body)![1]!;
}

it('opens for whoever has just registered, and says what a registration means', async () => {
  const browser = new FormBrowser(test_.app);
  const page = await browser.get(await register(browser));
  expect(page.status).toBe(200);
  for (const shown of ['Ayşe Yıldız', '17.05.1990', 'K-1'.replace('-', ''), 'Montag, 2. März 2026', 'Die Registrierung ist kein Antrag.']) {
    expect(page.words).toContain(shown);
  }
  expect(page.body).toContain('class="fs-receipt-legal"');
  expect(page.body.match(/<h1/g)).toHaveLength(1);
});

it('has German beside another language, on page and in text', async () => {
  const browser = new FormBrowser(test_.app);
  const address = await register(browser, 'en');
  const page = await browser.get(address);
  expect(page.words).toContain('Registering is not an application.');
  expect(page.words).toContain('Die Registrierung ist kein Antrag.');
  const { body } = await browser.get(`${address}.txt`);
  expect(body).toMatch(/^RECEIPT\n[\s\S]*Registering is not an application[\s\S]*EINGANGSBESTÄTIGUNG\n[\s\S]*kein Antrag/);
});

it('gives the very bytes again that were given at first, signed by the key and hashed for the log', async () => {
  const given = await test_.post('/api/registrations', registration('K-55'));
  const browser = new FormBrowser(test_.app);
  const links = test_.app.get(PrivateLinks, { strict: false });
  expect(given.body.link).toBe(links.linkOf(given.body.registration));
  const address = await register(browser);
  const note = (await browser.get(`${address}.note`)).body;
  const { key } = (await test_.get('/api/receipts/key')).body;
  expect(() => verifyNote(parseNote(note), parseVerifierKey(key))).not.toThrow();
  expect(parseReceipt(Buffer.from(note)).identity).toBe('Yıldız|Ayşe|1990-05-17|K1');
  const hash = createHash('sha256').update(parseNote(note).text).digest('hex');
  expect((await browser.get(address)).words).toContain(hash);
  expect((await test_.get(`/api/receipts/${hash}/proof`)).body).toEqual({ hash, batch: null });
  expect((await browser.get(`${address}.txt`)).body.endsWith(note)).toBe(true);
  expect((await browser.get(`${address}.note`)).body).toBe(note);
  // Also after the service has changed what a registration means.
  await test_.database.query(`UPDATE services SET legal_effect = 'application'`);
  expect((await browser.get(`${address}.note`)).body).toBe(note);
  expect((await browser.get(address)).words).toContain('kein Antrag');
  const later = new FormBrowser(test_.app);
  test_.clock.set(test_.clock.seconds() + 3);
  const changed = await register(later);
  expect((await later.get(changed)).words).toContain('Die Registrierung gilt als Antrag.');
  expect((await later.get(`${changed}.txt`)).body).toContain('Die Registrierung gilt als Antrag.');
  const pdf = await later.get(`${changed}.pdf`);
  expect(textOfPdf(pdf.bytes).join(' ').replaceAll(/\s+/g, ' ')).toContain('Die Registrierung gilt als Antrag.');
  await test_.database.query(`UPDATE services SET legal_effect = 'none'`);
});

it.each([
  ['a usual name', { surname: 'Yıldız', givenNames: 'Ayşe' }],
  ['the longest names in letters of three bytes', { surname: '漢'.repeat(100), givenNames: '字'.repeat(100) }],
])('has two codes that readers read: the private link, and the signed receipt (%s)', async (_, name) => {
  const browser = new FormBrowser(test_.app);
  const address = await register(browser, 'de', name);
  const codes = [...(await browser.get(address)).body.matchAll(/<svg class="fs-qr[^"]*"[\s\S]*?<\/svg>/g)].map(([svg]) => readSvg(svg));
  const link = `${test_.runtime.config.http.publicUrl}${address.replace(/\/receipt$/, '')}`;
  expect(codes).toEqual([link, (await browser.get(`${address}.note`)).body]);
});

/** What a phone reads where the page draws a code. */
function readSvg(svg: string): string {
  const scale = 4;
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]) * scale;
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let line = 0; line < scale; line++) {
      const start = ((Number(y) * scale + line) * size + Number(x) * scale) * 4;
      for (let at = start; at < start + scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return decodeQR({ width: size, height: size, data });
}

it.each([
  ['de', { surname: 'Yıldız', givenNames: 'Ayşe' }],
  ['ar', { surname: 'الحسن', givenNames: 'محمد' }],
  ['en', { surname: '#let x = 1 <b>*bold*</b> $', givenNames: 'W'.repeat(190) }],
])('is made as PDF in %s', async (language, name) => {
  const browser = new FormBrowser(test_.app);
  const address = await register(browser, language, name);
  const answer = await browser.get(`${address}.pdf`);
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(answer.body.startsWith('%PDF-1.')).toBe(true);
  expect(answer.headers['content-disposition']).toBe('attachment; filename="fairslot-receipt.pdf"');
});

it('asks whoever has only the link for the case number, and everybody an hour later', async () => {
  const browser = new FormBrowser(test_.app);
  const address = await register(browser);
  const stranger = new FormBrowser(test_.app);
  for (const file of ['.txt', '.note', '.pdf']) {
    const { status, location, words } = await stranger.get(`${address}${file}`);
    expect([status, location, words]).toEqual([303, address, '']);
  }
  const gate = await stranger.get(address);
  expect(gate.words).not.toContain('Ayşe');
  expect(gate.words).not.toContain('Geburtsdatum');
  const opened = await stranger.send(address.replace(/\/receipt$/, ''), { caseNumber: 'k 1' });
  expect(opened.words).toContain('Ayşe Yıldız');
  const now = test_.clock.seconds();
  test_.clock.set(now + 3600);
  expect((await browser.get(address)).words).not.toContain('Ayşe');
  test_.clock.set(now);
});

it('is forgotten by the browser when somebody deletes what it remembers', async () => {
  const browser = new FormBrowser(test_.app);
  const address = await register(browser);
  const form = browser.cookies.find(({ name }) => name === 'form')!.path.replace(/^\/[a-z-]+/, '/de');
  await browser.get(`${form}/delete`);
  await browser.send(`${form}/delete`);
  expect(browser.cookies).toEqual([]);
  expect((await browser.get(address)).words).not.toContain('Ayşe');
});

it('says so when the registration it was made of has been erased', async () => {
  const browser = new FormBrowser(test_.app);
  const address = await register(browser);
  const id = /registration\/([0-9a-f-]{36})/.exec(address)![1]!;
  await test_.database.query('UPDATE registrations SET sealed = NULL, sealed_secret = NULL WHERE id = $1', [id]);
  const { status, words } = await browser.get(address);
  expect([status, words.includes('Diese Eingangsbestätigung gibt es nicht mehr.')]).toEqual([404, true]);
});
