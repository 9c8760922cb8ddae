import { DomainError, type ErrorKind, type ErrorPlace } from '../../../platform/http';

const REFUSALS = {
  'revocation.no-time': ['too-late', 'The appointment is too near: nobody could be heard before it.'],
  'revocation.no-hearing': ['not-found', 'No hearing is open about this appointment.'],
  'revocation.time-to-answer': ['conflict', 'The holder can still answer.'],
  'revocation.own-record': ['conflict', 'You have written the answer down yourself: somebody else has to ask, or the time has to be over.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

type RevocationErrorCode = keyof typeof REFUSALS;

/** A refusal about hearings and revocations. */
export class RevocationError extends DomainError<RevocationErrorCode> {
  constructor(code: RevocationErrorCode, place: ErrorPlace = {}) {
    super(REFUSALS[code][0], code, REFUSALS[code][1], place);
  }
}
