import { mapConstraints } from '../../platform/database';
import { DomainError, type ErrorKind } from '../../platform/http';

const REFUSALS = {
  'hardship.unknown-registration': ['not-found', 'There is no such registration.'],
  'hardship.granted-already': ['conflict', 'Hardship has been granted already.'],
  'hardship.too-late': ['too-late', 'This registration has been drawn, or has ended.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

type HardshipErrorCode = keyof typeof REFUSALS;

/** A refusal of this module. */
export class HardshipError extends DomainError<HardshipErrorCode> {
  constructor(code: HardshipErrorCode) {
    super(REFUSALS[code][0], code, REFUSALS[code][1]);
  }
}

mapConstraints({ fk_hardship_grants_registration: () => new HardshipError('hardship.unknown-registration') });
