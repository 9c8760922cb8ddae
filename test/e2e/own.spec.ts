import type { Browser } from 'playwright-core';
import { AnswerLinks } from '../../src/modules/appointments';
import { DrawWorld, type Person } from '../support/draw-world';
import { PAIRED_WAYS, openBrowser, startWebService, Visitor, type WebService } from './support';

let service: WebService;
let browser: Browser;
/** For every way of coming somebody who won, so that nobody finds their answer given. */
let winners: Person[];
let losers: Person[];

beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  const { world } = service;
  await world.enrol(...PAIRED_WAYS.flatMap(() => [{}, {}, { critical: '2026-04-01' }]));
  await world.addSlots(PAIRED_WAYS.flatMap((_, n) => [{ id: `a${n}` }, { id: `b${n}` }]));
  await world.liveThroughDraw(0);
  const results = await Promise.all(world.people.map((person) => world.resultOf(person)));
  winners = world.people.filter((_, n) => results[n]!.pot !== null);
  losers = world.people.filter((_, n) => results[n]!.pot === null);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

const cases = PAIRED_WAYS.map(([name, setting], n) => [name, setting, n] as const);

it.each(cases)('somebody who was not served looks up why, and changes what they told us (%s)', async (_, setting, n) => {
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { t } = visitor;
  const who = losers[n % losers.length]!;
  await visitor.open(`/registration/${who.link}`);
  await visitor.type('caseNumber', 'X-1');
  await visitor.press(t('common:action.continue'), { status: 400 });
  await visitor.type('caseNumber', who.caseNumber);
  await visitor.press(t('common:action.continue'));
  expect(await visitor.read()).toContain(t('own:situation.not-served.title'));
  await visitor.follow(visitor.page.locator('table a').first());
  expect(await visitor.read()).toContain(t('sheet:lots.title'));
  const paper = await visitor.print();
  const contacts = ['Ausländerbehörde Musterstadt', 'Beispielplatz 1', '+49 30 23125 000'];
  for (const said of [...contacts, t('sheet:lots.caption')]) expect(paper).toContain(said);
  await visitor.follow(t('sheet:back'));
  await visitor.follow(visitor.page.locator('a[href$="/wishes"]'));
  await visitor.press(t('common:action.save'));
  await visitor.follow(visitor.page.locator('a[href$="/contact"]'));
  await visitor.type('contact', 'nothing');
  await visitor.press(t('common:action.save'), { status: 400 });
  await visitor.type('contact', `new-${n}@example.org`);
  await visitor.press(t('common:action.save'));
  expect(await visitor.read()).toContain('n•••@example.org');
  await visitor.follow(visitor.page.locator('a[href$="/withdraw"]'));
  await visitor.follow(t('own:withdraw.keep'));
  await visitor.press(t('own:leave.button'));
  expect(await visitor.read()).toContain(t('own:gate.title'));
  await visitor.leave();
});

it.each(cases)('somebody takes an offer from a letter, and sees the appointment on their page (%s)', async (_, setting, n) => {
  const visitor = await Visitor.come(browser, service.origin, setting);
  const { t } = visitor;
  const who = winners[n]!;
  const [offer] = await service.world.test.database.query<{ id: string }>('SELECT id FROM offers WHERE registration_id = $1', [
    who.registrationId,
  ]);
  await visitor.open(`/answer/${service.world.get(AnswerLinks).tokenOf(offer!.id)}`);
  await visitor.press(t('answer:accept.button'));
  expect(await visitor.read()).toContain(t('answer:yours'));
  await visitor.open(`/registration/${who.link}`);
  await visitor.type('caseNumber', who.caseNumber);
  await visitor.press(t('common:action.continue'));
  expect(await visitor.read()).toContain(t('own:situation.appointment.title'));
  expect(await visitor.page.locator('svg.fs-qr').count()).toBe(1);
  await visitor.follow(visitor.page.locator(`a[href$="/draws/${DrawWorld.path}/0"]`).first());
  expect(await visitor.read()).toContain(t('sheet:answer.served'));
  await visitor.leave();
});
