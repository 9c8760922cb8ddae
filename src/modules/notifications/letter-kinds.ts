import type { AppointmentView } from '../appointments';
import type { RegistrationState } from '../registrations';

/** Everything a person can be told. Closed: a row of another kind is a mistake of whoever wrote it. */
export const LETTER_KINDS = [
  'registration.received',
  'registration.confirmed',
  'review.decided',
  'draw.not-served',
  'offer.made',
  'offer.expired',
  'appointment.accepted',
  'appointment.cancelled',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/**
 * What a letter may say. No name, no birth date, no case number: letters are read on shared phones and lie in mailboxes
 * for years, and the person knows who they are.
 */
export interface LetterFacts {
  readonly serviceTitle: string;
  /** Six digits. */
  readonly code: string;
  /** Confirms by one click on the page behind it. */
  readonly confirmUrl: string;
  /** One's own registration; the page asks for the case number. */
  readonly ownUrl: string;
  /** Unix seconds. */
  readonly confirmBy: number;
  readonly state: RegistrationState;
  /** For letters about an offer or appointment. */
  readonly appointment: AppointmentView | null;
}

/** A text in both lengths. */
export interface ComposedText {
  readonly subject: string;
  /** For mail. */
  readonly text: string;
  /** For a phone: what to do, and where. */
  readonly short: string;
}

/** One language: a text for each kind. */
export type LetterTexts = Readonly<Record<LetterKind, (facts: LetterFacts) => ComposedText>>;
