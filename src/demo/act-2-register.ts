import { parseReceipt, utf8FromString } from '../core';
import { type ApiClient, ApiError } from './api-client';
import { readLetters } from './mailbox';
import { type Applicant, inventBot, inventPeople } from './people';
import { inParallel, type Registered, SERVICE, staff, type Story, until } from './story';
import { join } from 'node:path';

const AT_ONCE = 48;

/** People register, and a bot does; everybody who got a letter confirms by its code. */
export async function register(story: Story): Promise<void> {
  const { narrator, everybody, examples } = story;
  narrator.chapter('People register');
  await until('the window to open', 30, async () => isOpen(everybody));
  const people = inventPeople(examples.cases);
  const bot = inventBot(examples.cases);
  const botDone = sendAll(story, bot, 'bot').then(() => narrator.say(`a bot has sent ${bot.length} registrations at once`));
  await Promise.all([botDone, sendAll(story, people, 'people')]);
  narrator.say(`${story.registered.length} registrations received, each with a signed receipt; all got the same answer`);
  await confirmAll(story);
}

async function isOpen(everybody: ApiClient): Promise<boolean> {
  const [window] = await everybody.get<{ state: string }[]>('/api/windows');
  return window?.state === 'open';
}

async function sendAll(story: Story, applicants: readonly Applicant[], who: string): Promise<void> {
  const hotline = staff(story, 'hotline-1');
  let sent = 0;
  await inParallel(applicants, AT_ONCE, async (applicant) => {
    story.registered.push(await send(applicant.mail === null ? hotline : story.everybody, applicant));
    if (++sent % 400 === 0) story.narrator.say(`${sent} of ${applicants.length} ${who} …`);
  });
}

async function send(client: ApiClient, applicant: Applicant): Promise<Registered> {
  const body = {
    service: SERVICE,
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
  const { receiptSecret } = parseReceipt(utf8FromString(answer.receipt));
  return { ...applicant, ...answer, receiptSecret };
}

interface Answer {
  registration: string;
  link: string;
  receipt: string;
}

/** Everybody reads their letter as it arrives and types in the code. */
async function confirmAll(story: Story): Promise<void> {
  const waiting = new Map(story.registered.filter((one) => one.mail !== null).map((one) => [one.mail!, one]));
  const total = waiting.size;
  const seen = new Set<string>();
  await until('all letters', 60, async () => {
    const letters = await readLetters(join(story.service.folder, 'mail'), seen);
    await inParallel(letters, AT_ONCE, async (letter) => {
      seen.add(letter.file);
      const person = waiting.get(letter.to);
      const code = /\b\d{6}\b/.exec(letter.text)?.[0];
      if (!person || !code) return;
      await confirm(story.everybody, person.link, code);
      waiting.delete(letter.to);
    });
    return waiting.size === 0;
  });
  story.narrator.say(`${total} contacts confirmed by the code in a letter; ${story.registered.length - total} registered by phone need none`);
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
