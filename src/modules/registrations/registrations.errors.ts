import { mapConstraints } from '../../platform/database';
import { DomainError, type ErrorKind, type ErrorPlace } from '../../platform/http';

/** Every refusal of this module. None tells whether a case exists or is registered already. */
const REFUSALS = {
  'window.not-open': ['conflict', 'This service takes no registrations at the moment.'],
  'registration.unknown-group': ['invalid', 'This wish is not one of the groups of the service.'],
  'registration.malformed-person': ['invalid', 'This field has a form that no identity paper has.'],
  'registration.nameless': ['invalid', 'Surname or given names must hold at least one letter.'],
  'registration.malformed-contact': ['invalid', 'This is no mail address, or no phone number.'],
  'registration.contact-needed': ['invalid', 'Online registration needs a mail address or a phone number.'],
  'registration.date-without-source': ['invalid', 'A critical date and its source belong together: give both or none.'],
  'registration.malformed-date': ['invalid', 'This is no calendar date of the form YYYY-MM-DD.'],
  'registration.not-found': ['not-found', 'There is no registration for this link and case number.'],
  'registration.too-many-tries': ['too-many', 'Too many wrong case numbers for this link. Try again in an hour.'],
  'registration.wrong-code': ['invalid', 'This is not the code that was sent.'],
  'registration.too-many-codes': ['too-many', 'Too many wrong codes. The link in the letter still works.'],
  'registration.confirmed-too-late': ['too-late', 'The time to confirm is over. Registering again costs no chance.'],
  'registration.over': ['conflict', 'This registration has ended and can not change any more.'],
  'registration.appointment-first': ['conflict', 'An appointment is offered or accepted: decline it or give it back first.'],
  'registration.unavailable': ['unavailable', 'The registration could not be stored. Please send it again.'],
  'registration.case-stands-already': ['conflict', 'Another registration of this case stands already.'],
  'review.not-found': ['not-found', 'There is no such review item.'],
  'review.decided-already': ['conflict', 'Somebody has decided this already.'],
  'review.one-by-one': ['conflict', 'These registrations wait for a decision each; they can not be kept all at once.'],
  'review.no-notice': ['conflict', 'No notice about this registration is open.'],
  'review.notice-first': ['conflict', 'The person has to be told first, and given time to object.'],
  'review.time-to-object': ['conflict', 'The person can still object. Wait until the time is over, or they have answered.'],
  'review.own-record': ['conflict', 'You have written the answer down yourself: somebody else has to ask, or the time has to be over.'],
  'review.malformed-place': ['invalid', 'This is no place in the list.'],
  'review.nothing-to-replace': ['conflict', 'This item names no registration that stands in the way.'],
  'review.in-draw': ['conflict', 'The registration is in a draw that is frozen and not over: nobody can be taken out of it now.'],
  'review.nothing-to-merge': ['conflict', 'This item names no second registration that could be merged.'],
  'review.too-late': ['conflict', 'The registration has got an appointment, or has ended.'],
  'receipt.not-found': ['not-found', 'No receipt with this hash was given.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

export type RegistrationErrorCode = keyof typeof REFUSALS;

/** A refusal of this module. */
export class RegistrationError extends DomainError<RegistrationErrorCode> {
  constructor(code: RegistrationErrorCode, place: ErrorPlace = {}) {
    super(REFUSALS[code][0], code, REFUSALS[code][1], place);
  }
}

/** The rule that one case stands once, where no caller has a better answer to it than a refusal. */
export const ONE_PER_CASE = 'uq_registrations_one_per_case_and_service';
mapConstraints({ [ONE_PER_CASE]: () => new RegistrationError('registration.case-stands-already') });
