import type { AppointmentView, OwnHearing, PrintedCode } from '../appointments';
import type { OwnNotice, RegistrationState } from '../registrations';

/** Everything a person can be told. Closed: a row of another kind is a mistake of whoever wrote it. */
export const LETTER_KINDS = [
  'registration.received',
  'registration.confirmed',
  'review.notice',
  'review.decided',
  'draw.not-served',
  'offer.made',
  'offer.expired',
  'appointment.accepted',
  'appointment.cancelled',
  'appointment.reminder',
  'hearing.opened',
  'hearing.dropped',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

export function isLetterKind(kind: string): kind is LetterKind {
  return (LETTER_KINDS as readonly string[]).includes(kind);
}

/**
 * What a letter may say. No name, no birth date, no case number: letters are read on shared phones and lie in mailboxes
 * for years, and the person knows who they are.
 */
export interface LetterFacts {
  readonly serviceTitle: string;
  /** Six digits. */
  readonly code: string;
  /** Confirms by one click on the page behind it. Paths begin after the language. */
  readonly confirmPath: string;
  /** One's own registration; the page asks for the case number. */
  readonly ownPath: string;
  /** Unix seconds. */
  readonly confirmBy: number;
  readonly state: RegistrationState;
  /** For letters about a notice that can still be answered. */
  readonly notice: OwnNotice | null;
  /** For letters about a hearing that is open. */
  readonly hearing: OwnHearing | null;
  /** For letters about an offer or appointment. */
  readonly appointment: LetterAppointment | null;
}

export interface LetterAppointment extends AppointmentView {
  /** Accepts, declines or gives back, without the case number. */
  readonly answerPath: string;
  /** By which anybody can ask whether it is genuine. */
  readonly printed: PrintedCode;
}
