import type { Browser } from 'playwright-core';
import { AnswersService, CheckInService, ExpiryService } from '../../src/modules/appointments';
import { VoidingService } from '../../src/modules/draws';
import { ReviewNotices } from '../../src/modules/registrations';
import { DecisionNotices } from '../../src/modules/registrations/decision-notices.service';
import type { Situation } from '../../src/modules/pages/own/situation';
import { DAY, DrawWorld, HOUR, MINUTE, type Person, TIMES } from '../support/draw-world';
import { planLater } from '../support/draw-world-times';
import { approve, askAbout, excludeByTwo, hear, mergeByTwo, OPERATOR } from '../support/review-acts';
import { openBrowser, type Setting, startWebService, Visitor, type WebService } from './support';

jest.setTimeout(240_000);

const WAYS: readonly Setting[] = (['de', 'ar'] as const).map((language) => ({ language, width: 320, script: false, pointer: true }));

let service: WebService;
let browser: Browser;
let visitors: Visitor[];
beforeAll(async () => {
  [service, browser] = await Promise.all([startWebService(), openBrowser()]);
  visitors = await Promise.all(WAYS.map((setting) => Visitor.come(browser, service.origin, setting)));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

/** Loads somebody's page once in each way; what is wrong with it fails the test, whatever state it is in. */
async function see(person: Person, situation: Situation | 'notice'): Promise<void> {
  for (const visitor of visitors) {
    const own = `/registration/${person.link}`;
    const gate = `${service.origin}/${visitor.setting.language}${own}`;
    const origin = service.origin;
    await visitor.context.request.post(gate, { form: { caseNumber: person.caseNumber }, headers: { origin }, maxRedirects: 0 });
    await visitor.open(own);
    expect(await visitor.read()).toContain(visitor.t(situation === 'notice' ? 'own:notice.title' : `own:situation.${situation}.title`));
  }
}

it("one's own page is sound in whatever situation somebody is", async () => {
  const { world } = service;
  const set = (who: Person, change: string) => world.query(`UPDATE registrations SET ${change} WHERE id = $1`, [who.registrationId]);
  const answers = world.get(AnswersService);
  await world.addSlots(Array.from({ length: 9 }, (_, n) => ({ id: `s${n}` })));
  await world.liveUntil(TIMES.opens + 2 * HOUR);
  const rivals = await world.enrol(...Array.from({ length: 10 }, () => ({ wishes: ['am'] })));
  const [waiting, hopeless, gone, out, same, silent, doubted, heard, late, unsure] = (await world.enrol(
    {},
    { wishes: ['pm'] },
    ...Array.from({ length: 8 }, () => ({})),
  )) as [Person, Person, Person, Person, Person, Person, Person, Person, Person, Person];

  await see(waiting, 'waiting');
  await set(unsure, `state = 'in_review', case_verified_by = NULL`);
  await see(unsure, 'waiting');
  await set(silent, `state = 'unconfirmed', confirmed_at = NULL, case_verified_by = NULL, confirm_by = to_timestamp(${TIMES.closes})`);
  await see(silent, 'unconfirmed');
  await set(gone, `state = 'withdrawn', ended_at = confirmed_at`);
  await see(gone, 'withdrawn');
  for (const { registrationId } of [doubted, heard, out, same]) await askAbout(world, registrationId, 'unknown-case');
  await world.get(ReviewNotices).send(doubted.registrationId, 'details', OPERATOR);
  await see(doubted, 'notice');
  await hear(world, heard.registrationId);
  await see(heard, 'notice');
  await excludeByTwo(world, out.registrationId);
  await mergeByTwo(world, same.registrationId, waiting.registrationId);

  await world.liveUntil(TIMES.closes + HOUR / 2);
  await set(late, `confirmed_at = to_timestamp(${TIMES.closes + MINUTE})`);
  await see(late, 'missed-closing');
  await see(silent, 'unconfirmed-late');
  await world.liveUntil(TIMES.freeze);
  await world.get(DecisionNotices).tellDue();
  await see(out, 'excluded');
  await see(same, 'merged');
  await see(hopeless, 'in-draw');
  await see(unsure, 'not-in-draw');

  await world.liveUntil(TIMES.reveal);
  await world.liveUntil(TIMES.draw);
  await see(hopeless, 'no-loss');
  const results = await Promise.all(rivals.map((person) => world.resultOf(person)));
  const loser = rivals.find((_, n) => results[n]!.pot === null)!;
  const [coming, missing, back, declining, called] = rivals.filter((_, n) => results[n]!.pot !== null);
  await see(loser, 'not-served');
  await see(coming!, 'offered');
  await set(unsure, `state = 'offered', case_verified_by = 'register'`);
  await see(unsure, 'offer-coming');
  for (const who of [coming!, missing!, back!, called!]) await answers.accept(who);
  await see(coming!, 'appointment');
  await answers.giveBack(back!);
  await see(back!, 'sits-out');
  await answers.decline(declining!, 'justified');
  await see(declining!, 'sits-out');
  await world.test.database.forge(`UPDATE offers SET state = 'cancelled', reason = NULL WHERE registration_id = $1`, [
    called!.registrationId,
  ]);
  await set(called!, `state = 'standing'`);
  await see(called!, 'cancelled');
  const next = await world.announceWindow('w11', planLater(1));
  await world.addSlots([{ id: 't', startsAt: TIMES.appointments + DAY }], next);
  await world.liveUntil(TIMES.freeze + DAY);
  await approve(world, await world.get(VoidingService).ask(OPERATOR, `${DrawWorld.service}/w11/0`, 'wrong-slots'));
  await see(loser, 'draw-failed');

  world.clock.set(TIMES.appointments + 9 * 20 * MINUTE);
  await see(coming!, 'begun');
  const offerOf = async ({ registrationId }: Person) =>
    (await world.query<{ id: string }>('SELECT id FROM offers WHERE registration_id = $1', [registrationId]))[0]!.id;
  await world.get(CheckInService).checkIn({ name: 'clerk-1', person: 'three', roles: ['clerk'] }, await offerOf(coming!), coming!.person);
  await see(coming!, 'attended');
  world.clock.set(TIMES.appointments + 2 * DAY);
  await world.get(ExpiryService).markNotCome();
  await see(missing!, 'missed');
  await set(loser, `state = 'ended', ended_at = confirmed_at`);
  await see(loser, 'ended');
  await see((await world.enrol({ confirmedAt: TIMES.appointments + 2 * DAY }))[0]!, 'no-window');
  for (const visitor of visitors) await visitor.leave();
});
