import { DomainError, type ErrorKind, type ErrorPlace } from '../../../platform/http';

const REFUSALS = {
  'correction.unknown-registration': ['not-found', 'There is no such registration.'],
  'correction.too-late': ['too-late', 'This registration has ended.'],
  'correction.malformed-name': ['invalid', 'This can not be a name.'],
  'correction.nothing-changed': ['invalid', 'This is the name that stands there already.'],
  'correction.too-different': ['invalid', 'This is more than a typing error; birth date and case number are never changed.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

type CorrectionErrorCode = keyof typeof REFUSALS;

/** A refusal of a correction. */
export class CorrectionError extends DomainError<CorrectionErrorCode> {
  constructor(code: CorrectionErrorCode, place: ErrorPlace = {}) {
    super(REFUSALS[code][0], code, REFUSALS[code][1], place);
  }
}
