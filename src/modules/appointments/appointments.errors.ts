import { mapConstraints } from '../../platform/database';
import { DomainError, type ErrorKind, type ErrorPlace } from '../../platform/http';
import { officeUnknown } from '../windows';

const REFUSALS = {
  'offer.none': ['not-found', 'No appointment has been offered to this registration.'],
  'offer.replaced': ['conflict', 'This is not the newest offer any more: look at that one first.'],
  'offer.too-late': ['too-late', 'The time to answer this offer is over.'],
  'offer.declined': ['conflict', 'This offer has been declined.'],
  'offer.accepted': ['conflict', 'This offer has been accepted: give the appointment back instead.'],
  'appointment.unknown': ['not-found', 'There is no such appointment.'],
  'appointment.not-accepted': ['conflict', 'There is no accepted appointment.'],
  'appointment.cancelled': ['conflict', 'This appointment has been cancelled.'],
  'appointment.begun': ['too-late', 'The appointment has begun, or is over.'],
  'check-in.too-early': ['conflict', 'It is too early to check anybody in for this appointment.'],
  'check-in.done': ['conflict', 'Somebody has been checked in for this appointment already.'],
  'check-in.missed': ['too-late', 'This appointment counts as missed.'],
  'check-in.second-look': ['conflict', 'Something did not agree before: somebody else has to look now.'],
  'check-in.reason-needed': ['invalid', 'Something differs on the document: say why it is the person all the same.'],
  'check-in.malformed': ['invalid', 'This field has a form that no identity paper has.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

export type AppointmentErrorCode = keyof typeof REFUSALS;

/** A refusal of this module. */
export class AppointmentError extends DomainError<AppointmentErrorCode> {
  constructor(code: AppointmentErrorCode, place: ErrorPlace = {}) {
    super(REFUSALS[code][0], code, REFUSALS[code][1], place);
  }
}

mapConstraints({
  uq_check_ins_one_match_per_offer: () => new AppointmentError('check-in.done'),
  fk_paper_days_office: officeUnknown,
});
