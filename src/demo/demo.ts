import { join } from 'node:path';
import { planWindow } from './act-1-plan';
import { register } from './act-2-register';
import { findOwnLines, followDraw, type Found, playOmbudsperson } from './act-3-draw';
import { answerOffers, judgeOffers } from './act-4-answer';
import { checkPeopleIn, closeOut } from './act-5-counter';
import { verifyRecords } from './act-6-verify';
import { announceSample, audit } from './act-7-audit';
import { comeToRest, fillLastDay, newcomerOf } from './act-8-today';
import { ApiClient } from './api-client';
import type { DemoService } from './demo-service';
import { readExamples } from './examples';
import { judgeDraw } from './judgements';
import { Narrator } from './narrator';
import { Promises } from './promises';
import { reportDraw } from './report';
import { STAFF_ACCOUNTS } from './staff-accounts';
import { SERVICE, type Story, WINDOW } from './story';

/** Seconds in which a draw of the demo has to be over, a late round included. */
const PATIENCE = 180;

/**
 * Plays the main job once, from the office's announcement to the closed-out window, through the public interface alone. The last line says
 * how many promises were kept, also of a run that breaks off.
 * @returns exit status: 1 unless every promise was kept
 */
export async function playDemo(service: DemoService): Promise<0 | 1> {
  const [narrator, promises] = [new Narrator(), new Promises()];
  try {
    const story = await raiseCurtain(service, narrator, promises);
    const found = await play(story);
    takeStock(narrator, promises);
    showPages(story, found);
  } catch (error) {
    takeStock(narrator, promises);
    narrator.end(promises.summary());
    throw error;
  }
  narrator.end(promises.summary());
  return promises.status();
}

/** @returns who was in the main draw; nobody if there was none */
async function play(story: Story): Promise<readonly Found[]> {
  const { narrator, promises, examples } = story;
  const silenceOmbudsperson = playOmbudsperson(story);
  const lastDay = fillLastDay(story);
  // Whatever goes wrong there is thrown where it is waited for.
  lastDay.catch(() => undefined);
  try {
    await register(story);
    const main = await followDraw(story, 0, PATIENCE);
    if (!main) return [];
    const found = findOwnLines(story, main);
    const bots = story.registered.filter((one) => one.kind === 'bot').length;
    reportDraw(narrator, main, found, { bots, all: story.registered.length });
    const { timetable } = await story.everybody.get<{ timetable: { closesAt: string } }>(`/api/windows/${WINDOW}`);
    const inTime = story.registered.filter(({ receivedAt }) => receivedAt < timetable.closesAt);
    judgeDraw(promises, inTime, found, new Set(examples.cases.map((row) => row.case_number)));
    const winners = found.filter(({ line }) => line.pot !== null);
    await answerOffers(story, winners, true);
    const refill = await followDraw(story, 1, PATIENCE);
    const refilled = refill ? findOwnLines(story, refill).filter(({ line }) => line.pot !== null) : [];
    await judgeOffers(story, winners, refilled);
    await answerOffers(story, refilled, false);
    await verifyRecords(story, [winners[0], refilled[0]]);
    await checkPeopleIn(story);
    // Just before the clock leaps over its round: a job that is set for it sleeps by the wall, and would keep everybody waiting.
    const sample = await announceSample(story);
    await closeOut(story);
    await audit(story, sample);
    await comeToRest(story, await lastDay);
    return found;
  } finally {
    silenceOmbudsperson();
  }
}

async function raiseCurtain(service: DemoService, narrator: Narrator, promises: Promises): Promise<Story> {
  const everybody = new ApiClient(service.address);
  const examples = readExamples(service.clock.now(), join(__dirname, '..', '..', 'examples'));
  narrator.chapter('Fairslot, the main job on invented people');
  narrator.say(`the service runs at ${service.address}, on real PostgreSQL in ${service.folder}`);
  narrator.say(
    service.beacon === 'drand'
      ? 'public randomness: drand quicknet'
      : 'no drand relay answers, so a PRACTICE chain stands in: same mathematics, but this machine holds its key and could know the results',
  );
  const story = { service, everybody, staff: service.staff, examples, narrator, registered: [], promises };
  return { ...story, windowId: await planWindow(story) };
}

function takeStock(narrator: Narrator, promises: Promises): void {
  narrator.chapter('In the end');
  for (const { promise, kept, figures } of promises.list()) narrator.say(`${kept ? 'kept   ' : 'BROKEN '} ${promise} (${figures})`);
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
