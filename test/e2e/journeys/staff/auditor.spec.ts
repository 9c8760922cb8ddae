import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { unzipSync } from 'fflate';
import { SampleDrawing } from '../../../../src/modules/audits';
import { DrawWorld } from '../../../support/draw-world';
import { LIFE, live, populate } from '../../../support/draw-world-life';
import { textOfPdf } from '../../../support/pdf-text';
import { openBrowser, signIn, signOut, STAFF_WAYS, startStaffService, Visitor, type WebService } from '../../support';

jest.setTimeout(300_000);

const DRAW = `${DrawWorld.path}/0`;

let service: WebService;
let browser: Browser;
beforeAll(async () => {
  [service, browser] = await Promise.all([startStaffService(), openBrowser()]);
  await populate(service.world);
  await live(service.world, LIFE);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Presses what starts a download. @returns the files in the archive, whose own sums hold */
async function download(visitor: Visitor, button: Locator): Promise<Record<string, Uint8Array>> {
  const [file] = await Promise.all([visitor.page.waitForEvent('download'), visitor.activate(button)]);
  const files = unzipSync(readFileSync(await file.path()));
  const sums = Buffer.from(files.SHA256SUMS!).toString('utf8').trim().split('\n');
  expect(sums.length).toBe(Object.keys(files).length - 1);
  for (const line of sums) expect(createHash('sha256').update(files[line.slice(66)]!).digest('hex')).toBe(line.slice(0, 64));
  return files;
}

async function readJson<T>(visitor: Visitor, link: Locator): Promise<T> {
  const [file] = await Promise.all([visitor.page.waitForEvent('download'), visitor.activate(link)]);
  return JSON.parse(readFileSync(await file.path(), 'utf8')) as T;
}

const paper = (files: Record<string, Uint8Array>): string =>
  textOfPdf(Buffer.from(files['protokoll.pdf']!)).join('').replaceAll(/\s+/g, '');

it.each(STAFF_WAYS)("an auditor's day (%s)", async (_, setting) => {
  const { world } = service;
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { page, t } = visitor;
  await signIn(visitor, 'anna');

  // A draw's record, verified.
  await visitor.follow(page.locator('nav a[href$="/staff/audit"]').first());
  await visitor.follow(page.locator(`main a[href$="/staff/audit/draws/${DRAW}"]`));
  expect(await page.locator('table').first().locator('tbody tr').count()).toBe(8);
  expect(await visitor.read()).toContain('timing.quorum');

  // The log: an entry with its proof, and that nothing was taken out of it since.
  await visitor.follow(t('staff-audit:draw.log'));
  await visitor.select('type', 'draw.drawn');
  await visitor.press(t('staff-audit:filter'));
  expect(await page.locator('tbody tr').count()).toBe(1);
  await visitor.follow(page.locator('tbody a').first());
  expect(await visitor.read()).toContain(`"drawId":"${DRAW}"`);
  const proven = await readJson<{ lines: { path: string[] }[] }>(visitor, page.getByRole('link', { name: t('staff-audit:download-json') }));
  expect(proven.lines[0]!.path.length).toBeGreaterThan(0);
  await visitor.follow(page.locator('nav a[href$="/staff/audit/checkpoints"]'));
  const earliest = await page.locator('tbody tr').last().locator('th, td').first().innerText();
  await visitor.type('from', earliest);
  await visitor.press(t('staff-audit:filter'));
  expect(await visitor.read()).toContain(
    t('staff-audit:consistency.proved', { from: earliest, to: await page.locator('#to').inputValue() }),
  );
  await visitor.type('from', '999999');
  await visitor.press(t('staff-audit:filter'), { status: 404 });

  // Ledger and acts by hand.
  await visitor.open(`/staff/audit/draws/${DRAW}`);
  await visitor.follow(t('staff-audit:draw.ledger'));
  expect(await visitor.read()).toContain(t('staff-audit:ledger.agrees'));
  expect(await page.locator('main details:not(.fs-menu)').count()).toBe(5);
  await visitor.follow(page.locator('nav a[href$="/staff/audit/acts"]'));

  // A sample: announced, drawn by its round, opened one by one.
  await visitor.open(`/staff/audit/draws/${DRAW}`);
  await visitor.press(t('staff-audit:samples.ask'));
  expect(await visitor.read()).not.toContain(t('staff-audit:sample.start'));
  const [waiting] = await world.get(SampleDrawing).listWaiting();
  world.clock.set(waiting!.dueAt);
  await world.get(SampleDrawing).draw(waiting!.id);
  await world.settle();
  await visitor.reload();
  const picked = await page.locator('tbody tr').count();
  expect(picked).toBe(10);
  await visitor.follow(t('staff-audit:sample.start'));
  expect(await visitor.read()).not.toContain('Yıldız');
  await visitor.press(t('staff-audit:entry.open'));
  expect(await visitor.read()).toContain('Yıldız');
  await visitor.press(t('staff-audit:finding.save'), { status: 400 });
  await visitor.choose('outcome', 'confirmed');
  await visitor.press(t('staff-audit:finding.save'));
  await visitor.follow(t('staff-audit:finding.next'));
  await visitor.press(t('staff-audit:entry.open'));
  await visitor.choose('outcome', 'objected');
  await visitor.press(t('staff-audit:finding.save'), { status: 400 });
  await visitor.select('reason', 'case');
  await visitor.press(t('staff-audit:finding.save'));
  expect(await visitor.read()).toContain(t('staff-audit:sample.objected', { reason: t('staff-audit:reason.case') }));
  await visitor.follow(t('staff-audit:entry.back'));
  expect(await visitor.read()).toContain(t('staff-audit:sample.confirmed'));

  // For the court.
  await visitor.open(`/staff/audit/draws/${DRAW}`);
  const bundle = await download(visitor, page.getByRole('button', { name: t('staff-audit:export.draw') }));
  expect(Object.keys(bundle)).toEqual(expect.arrayContaining(['result.txt', 'protokoll.pdf', 'evidence/acts.csv', 'verifier/verify.py']));
  expect(Buffer.from(bundle['protokoll.pdf']!).toString('latin1')).toContain('/StructTreeRoot');
  expect(paper(bundle)).toContain('ProtokolldesZuteilungslaufs');
  expect(paper(bundle)).not.toContain('Yıldız');
  await visitor.type('caseNumber', 'M-9999');
  await visitor.press(t('staff-audit:export.person.get'), { status: 404 });
  await visitor.type('caseNumber', 'M-1002');
  const own = await download(visitor, page.getByRole('button', { name: t('staff-audit:export.person.get') }));
  expect(paper(own)).toContain('Yıldızc');
  await visitor.open('/staff/audit/acts?kind=export');
  expect(await visitor.read()).toContain(t('staff-audit:acts.what.person'));

  await signOut(visitor);
  await visitor.open('/staff/audit', { status: 401 });
  await visitor.leave();
});
