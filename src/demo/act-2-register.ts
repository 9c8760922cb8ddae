import { parseReceipt, utf8FromString } from '../core';
import { type ApiClient, ApiError } from './api-client';
import { judgeSending, secondsOf, type Sending } from './judgements';
import { readLetters } from './mailbox';
import { type Applicant, inventBot, inventPeople } from './people';
import { inParallel, type Registered, SERVICE, type Story, until, WINDOW } from './story';
import { join } from 'node:path';

const AT_ONCE = 48;
/** Milliseconds before closing at which the demo's clock stops where it has to. */
const LAST_CALL = 3000;

/** A bot registers, then people do; everybody who gets a letter confirms by its code as soon as it arrives. */
export async function register(story: Story): Promise<void> {
  const { narrator, everybody, examples } = story;
  narrator.chapter('People register');
  await until('the window to open', 30, async () => isOpen(everybody));
  const people = inventPeople(examples.cases);
  const bot = inventBot(examples.cases);
  const contacts = new Set([...people, ...bot].flatMap(({ mail }) => mail ?? []));
  const confirmed = confirmAll(story, contacts);
  const waited = waitForSlowMachine(story, confirmed);
  // Whatever goes wrong there is thrown where it is waited for.
  for (const one of [confirmed, waited]) one.catch(() => undefined);
  // As fast as it gets: everything is answered before the first person has typed anything.
  const fromBot = await sendAll(story, bot, bot.length);
  narrator.say(
    `a bot fired ${bot.length} registrations at once as the window opened: all were in after ${secondsOf(fromBot)} s, before anybody else's`,
  );
  const fromPeople = await sendAll(story, people, AT_ONCE);
  judgeSending(story.promises, fromBot, fromPeople);
  narrator.say(`${story.registered.length} registrations received, each with a signed receipt`);
  await grantHardship(story);
  const { inTime } = await confirmed;
  await waited;
  narrator.say(
    `${contacts.size} contacts confirmed by the code in a letter; ${story.registered.length - contacts.size} registered by phone need none`,
  );
  if (inTime < contacts.size)
    narrator.say(`(${contacts.size - inTime} of them after closing, because this machine is busy: they wait for the next window)`);
}

/**
 * A minute is short for 1,500 registrations on a busy machine. The practice chain follows the demo's clock, so the clock can stand still just before
 * closing until everybody has confirmed; real rounds come when they come, and then whoever is late is late.
 */
async function waitForSlowMachine({ service, everybody, narrator }: Story, confirmed: Promise<unknown>): Promise<void> {
  if (service.beacon !== 'practice') return;
  const { timetable } = await everybody.get<{ timetable: { closesAt: string } }>(`/api/windows/${WINDOW}`);
  const lastMoment = Date.parse(timetable.closesAt) - LAST_CALL;
  let done = false;
  const settled = confirmed.then(
    () => (done = true),
    () => (done = true),
  );
  await until('closing', 120, async () => done || service.clock.milliseconds() >= lastMoment);
  if (done) return;
  service.clock.hold();
  narrator.say("this machine is busy: the demo's clock stands still until everybody has confirmed");
  await settled;
  service.clock.release();
}

async function isOpen(everybody: ApiClient): Promise<boolean> {
  return (await everybody.get<{ state: string }>(`/api/windows/${WINDOW}`)).state === 'open';
}

async function sendAll(story: Story, applicants: readonly Applicant[], atOnce: number): Promise<Sending> {
  const hotline = story.staff.as('hotline');
  const registered: Registered[] = [];
  const firstSentAt = performance.now();
  await inParallel(applicants, atOnce, async (applicant) => {
    const one = await send(applicant.mail === null ? hotline : story.everybody, applicant);
    registered.push(one);
    story.registered.push(one);
    if (registered.length % 400 === 0) story.narrator.say(`${registered.length} of ${applicants.length} people …`);
  });
  return { registered, firstSentAt, lastAnsweredAt: performance.now() };
}

/** One registration, by phone where nobody can be written to. */
export async function send(client: ApiClient, applicant: Applicant, service = SERVICE): Promise<Registered> {
  const body = {
    service,
    person: { surname: applicant.surname, givenNames: applicant.givenNames, birthDate: applicant.birthDate },
    caseNumber: applicant.caseNumber,
    contact: applicant.mail === null ? { kind: 'none' } : { kind: 'mail', value: applicant.mail },
    size: applicant.size,
    ...(applicant.wishes === null ? {} : { wishes: applicant.wishes }),
    locale: 'en',
  };
  const answer = await (applicant.mail === null
    ? client.post<Answer>('/api/staff/registrations', { ...body, channel: 'phone' })
    : client.post<Answer>('/api/registrations', body));
  const { receiptSecret, note } = parseReceipt(utf8FromString(answer.receipt));
  const { receivedAt } = JSON.parse(note!.text) as { receivedAt: string };
  return { ...applicant, ...answer, receiptSecret, receivedAt };
}

interface Answer {
  registration: string;
  link: string;
  receipt: string;
}

/** Three people get hardship: one officer asks with a reason, another person approves. */
async function grantHardship(story: Story): Promise<void> {
  const [officer, approver] = [story.staff.as('hardship-officer'), story.staff.as('approver')];
  const people = story.registered.filter(({ kind }) => kind === 'person').slice(0, 3);
  for (const { registration } of people) {
    const { id } = await officer.post<{ id: string }>('/api/staff/hardship-grants', {
      registration,
      reason: 'job-loss',
      proof: 'employer-letter',
    });
    await approver.post(`/api/staff/approvals/${id}/decision`, { decision: 'approved' });
  }
  story.narrator.say(
    `hardship granted to ${people.length} people, each by two members of staff; it counts only on the slots labelled for it`,
  );
}

/** Everybody reads their letter when it arrives and types in its code. */
async function confirmAll(story: Story, contacts: ReadonlySet<string>): Promise<{ inTime: number }> {
  const waiting = new Set(contacts);
  const seen = new Set<string>();
  let inTime = 0;
  await until('all letters', 300, async () => {
    const linkOf = new Map(story.registered.map(({ mail, link }) => [mail, link]));
    const letters = await readLetters(join(story.service.folder, 'mail'), seen);
    const stillOpen = await isOpen(story.everybody);
    await inParallel(letters, AT_ONCE, async (letter) => {
      const link = linkOf.get(letter.to);
      // A letter can be quicker than the answer to the request that caused it: it is read again the next time.
      if (!link && waiting.has(letter.to)) return;
      seen.add(letter.file);
      const code = /\b\d{6}\b/.exec(letter.text)?.[0];
      if (!link || !code || !waiting.delete(letter.to)) return;
      await confirm(story.everybody, link, code);
      if (stillOpen) inTime++;
    });
    return waiting.size === 0;
  });
  return { inTime };
}

async function confirm(everybody: ApiClient, link: string, code: string): Promise<void> {
  try {
    await everybody.post('/api/registrations/confirm', { link, code });
  } catch (error) {
    // Whoever is late is late; the demo says so instead of breaking off.
    if (!(error instanceof ApiError)) throw error;
    throw new Error(`a confirmation was refused: ${error.message}`, { cause: error });
  }
}
