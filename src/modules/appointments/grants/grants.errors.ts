import { DomainError, type ErrorKind, type ErrorPlace } from '../../../platform/http';

const REFUSALS = {
  'grant.unknown-registration': ['not-found', 'There is no such registration.'],
  'grant.not-standing': ['conflict', 'Only a registration that stands and has no appointment can be given a slot.'],
  'grant.in-draw': ['conflict', 'The registration takes part in a draw that is not over.'],
  'grant.unknown-slot': ['not-found', 'No window of this service has such a slot.'],
  'grant.slot-taken': ['conflict', 'The slot, or one of those that follow it, is not free any more.'],
  'grant.label': ['conflict', 'Slots with this label are set apart; the registration has no part in them.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

type GrantErrorCode = keyof typeof REFUSALS;

/** A refusal of a grant. */
export class GrantError extends DomainError<GrantErrorCode> {
  constructor(code: GrantErrorCode, place: ErrorPlace = {}) {
    super(REFUSALS[code][0], code, REFUSALS[code][1], place);
  }
}
