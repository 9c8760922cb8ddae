import { DomainError, type ErrorKind, type ErrorPlace } from '../../platform/http';

const REFUSALS = {
  'audit.not-drawn': ['conflict', 'Entries are opened only after the draw: this one is not drawn.'],
  'audit.sample-waits': ['conflict', 'A sample of this draw waits for its round already.'],
  'audit.unknown-sample': ['not-found', 'There is no such sample.'],
  'audit.not-in-sample': ['not-found', 'The round has not picked this entry.'],
  'audit.not-opened': ['conflict', 'Whoever says what they found opens the entry first.'],
  'audit.found-already': ['conflict', 'Something else has been found about this entry already, and stays.'],
  'audit.reason-missing': ['invalid', 'An objection names its reason.'],
  'audit.reason-without-objection': ['invalid', 'What is in order needs no reason.'],
  'audit.unknown-person': ['not-found', 'Nobody with this case number took part in this draw.'],
  'audit.no-hearing': ['not-found', 'Nobody has been heard about such an appointment from a draw.'],
  'audit.no-such-day': ['invalid', 'The calendar has no such day.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

type AuditErrorCode = keyof typeof REFUSALS;

/** A refusal of this module. */
export class AuditError extends DomainError<AuditErrorCode> {
  constructor(code: AuditErrorCode, place: ErrorPlace = {}) {
    super(REFUSALS[code][0], code, REFUSALS[code][1], place);
  }
}
