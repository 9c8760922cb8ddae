import { join } from 'node:path';
import { deriveTicketId, parseReceipt, utf8FromString } from '../../src/core';
import { readLetters } from '../../src/demo/mailbox';
import { type Answer, DrawWorld } from '../support/draw-world';
import { identityOf } from '../support/draw-world-people';

/** Somebody who has registered through the interface, with what they were given there. */
export interface Applicant {
  readonly n: number;
  readonly registration: string;
  readonly link: string;
  readonly caseNumber: string;
  readonly receipt: string;
  readonly receiptSecret: string;
  readonly mail: string | null;
}

/** Registers person `n`, online by mail or, by the hotline, without any contact. */
export async function register(world: DrawWorld, n: number, how: 'online' | 'phone' = 'online', more: object = {}): Promise<Applicant> {
  const { caseNumber, ...person } = identityOf(n);
  const mail = how === 'online' ? `person-${n}@example.org` : null;
  const contact = mail === null ? { kind: 'none' } : { kind: 'mail', value: mail };
  const body = { service: DrawWorld.service, person, caseNumber, contact, locale: 'en', ...more };
  const answer =
    how === 'online'
      ? await world.request('POST', '/api/registrations', body)
      : await world.request('POST', '/api/staff/registrations', { ...body, channel: 'phone' }, 'hotline-1');
  expect(answer.status).toBe(201);
  const { registration, link, receipt } = answer.body as { registration: string; link: string; receipt: string };
  return { n, registration, link, caseNumber, receipt, mail, receiptSecret: parseReceipt(utf8FromString(receipt)).receiptSecret };
}

/** The six digits in the letter that somebody got, once it has been written. */
export async function findCode(
  world: DrawWorld,
  { mail }: Applicant,
  folder = world.test.runtime.config.dataFolder,
): Promise<string | null> {
  const letters = await readLetters(join(folder, 'mail'));
  const letter = letters.find(({ to }) => to === mail);
  return letter ? (/\b\d{6}\b/.exec(letter.text)?.[0] ?? null) : null;
}

export const ticketOf = (number: number, { receiptSecret }: Applicant): string =>
  deriveTicketId(`${DrawWorld.path}/${number}`, receiptSecret);

/** An appointment as its holder sees it, or a problem. */
export interface Appointment {
  readonly appointment: string;
  readonly state: string;
  readonly slots: readonly { readonly slotId: string }[];
  readonly code?: string;
}

/** Sends one of the answers that a winner has. */
export async function answer(
  world: DrawWorld,
  what: 'accept' | 'decline' | 'give-back',
  { link, caseNumber }: Applicant,
): Promise<Answer<Appointment>> {
  const body = what === 'decline' ? { link, caseNumber, reason: 'other' } : { link, caseNumber };
  return world.request('POST', `/api/appointments/${what}`, body);
}
