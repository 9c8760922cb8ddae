import { join } from 'node:path';
import { planWindow } from './act-1-plan';
import { register } from './act-2-register';
import { findOwnLines, followDraw, type Found, playOmbudsperson } from './act-3-draw';
import { answerOffers } from './act-4-answer';
import { checkPeopleIn, closeOut, ENDS } from './act-5-counter';
import { verifyTwice } from './act-6-verify';
import { announceSample, audit } from './act-7-audit';
import { comeToRest, fillLastDay, newcomerOf } from './act-8-today';
import { ApiClient } from './api-client';
import type { DemoService } from './demo-service';
import { readExamples } from './examples';
import { Narrator } from './narrator';
import { type Promised, promisesOfDraw } from './promises';
import { reportDraw } from './report';
import { STAFF_ACCOUNTS } from './staff-accounts';
import { SERVICE, type Story, WINDOW } from './story';

/** Seconds in which a draw of the demo has to be over, a late round included. */
const PATIENCE = 180;

/**
 * Plays the main job once, from the office's announcement to the closed-out window, through the public interface alone.
 * @returns whether everything went as it should
 */
export async function playDemo(service: DemoService): Promise<boolean> {
  const narrator = new Narrator();
  const story = await raiseCurtain(service, narrator);
  const silenceOmbudsperson = playOmbudsperson(story);
  const lastDay = fillLastDay(story);
  // Whatever goes wrong there is thrown where it is waited for.
  lastDay.catch(() => undefined);
  try {
    await register(story);
    const main = await followDraw(story, 0, PATIENCE);
    if (!main) return false;
    const found = findOwnLines(story, main);
    const bots = story.registered.filter((one) => one.kind === 'bot').length;
    reportDraw(narrator, main, found, { bots, all: story.registered.length });
    const promises = promisesOfDraw(story, found);
    const winners = found.filter(({ line }) => line.pot !== null);
    await answerOffers(story, winners, true);
    const refill = await followDraw(story, 1, PATIENCE);
    const refilled = refill ? findOwnLines(story, refill).filter(({ line }) => line.pot !== null) : [];
    await answerOffers(story, refilled, false);
    const goodMain = await verifyTwice(story, 0, winners[0]!);
    const goodRefill = refilled[0] ? await verifyTwice(story, 1, refilled[0]) : false;
    promises.push(...(await checkPeopleIn(story)));
    // Just before the clock leaps over its round: a job that is set for it sleeps by the wall, and would keep everybody waiting.
    const sample = await announceSample(story);
    const ledger = await closeOut(story);
    promises.push({ promise: 'a sample picked by a later public round stands up, entry by entry', kept: await audit(story, sample) });
    promises.push({ promise: 'both records stand up to both verifiers', kept: goodMain && goodRefill });
    const good = takeStock(story, promises, ledger);
    await comeToRest(story, await lastDay);
    showPages(story, found);
    return good;
  } finally {
    silenceOmbudsperson();
  }
}

async function raiseCurtain(service: DemoService, narrator: Narrator): Promise<Story> {
  const everybody = new ApiClient(service.address);
  const examples = readExamples(service.clock.now(), join(__dirname, '..', '..', 'examples'));
  narrator.chapter('Fairslot, the main job on invented people');
  narrator.say(`the service runs at ${service.address}, on real PostgreSQL in ${service.folder}`);
  narrator.say(
    service.beacon === 'drand'
      ? 'public randomness: drand quicknet'
      : 'no drand relay answers, so a PRACTICE chain stands in: same mathematics, but this machine holds its key and could know the results',
  );
  const story = { service, everybody, staff: service.staff, examples, narrator, registered: [] };
  return { ...story, windowId: await planWindow(story) };
}

function takeStock({ narrator, examples }: Story, others: readonly Promised[], ledger: Record<string, number>): boolean {
  narrator.chapter('In the end');
  const whole = ENDS.reduce((sum, state) => sum + ledger[state]!, 0) === examples.slots.length;
  const promises = [...others, { promise: `all ${examples.slots.length} slots have ended in exactly one way`, kept: whole }];
  for (const { promise, kept } of promises) narrator.say(`${kept ? 'kept   ' : 'BROKEN '} ${promise}`);
  return promises.every(({ kept }) => kept);
}

/** Where to look around. A person's own page opens with their case number, as it would for them. */
function showPages({ service: { address }, narrator, examples }: Story, found: readonly Found[]): void {
  const winner = found.find(({ line, person }) => line.pot !== null && person.kind === 'person');
  const loser = found.find(({ line, person }) => line.pot === null && person.kind === 'person');
  narrator.chapter('Look around');
  narrator.say(`start page         ${address}/de`);
  const { given_names, surname, birth_date, case_number } = newcomerOf(examples);
  narrator.say(`the service        ${address}/de/services/${SERVICE}  (open: register as somebody whom the register knows,`);
  narrator.say(`                   ${given_names} ${surname}, born ${birth_date}, case number ${case_number})`);
  for (const [who, one] of [
    ['somebody served', winner],
    ['somebody not', loser],
  ] as const) {
    if (one) narrator.say(`${who.padEnd(18)} ${address}/de/registration/${one.person.link}  (case number ${one.person.caseNumber})`);
  }
  narrator.say(`the main draw      ${address}/de/windows/${WINDOW}/draws/0`);
  narrator.say(`was it fair?       ${address}/de/windows/${WINDOW}/draws/0/fairness`);
  narrator.say(`the office's side  ${address}/de/staff  (any password; sign in as one of`);
  narrator.say(`                   ${STAFF_ACCOUNTS.map(({ login }) => login).join(', ')})`);
  narrator.say(`today's counter    ${address}/de/staff/counter  (as clerk)`);
  narrator.say(`letters sent       ${address}/demo/letters`);
  narrator.say(`the log            ${address}/log/checkpoint`);
  narrator.say(`interface          ${address}/api/docs`);
}
