import { DomainError, type ErrorKind } from '../../platform/http';

const ERRORS = {
  'draw.unknown': ['not-found', 'There is no such draw.'],
  'draw.none-to-come': ['conflict', 'No draw of this window is still to be frozen.'],
  'draw.no-such-file': ['not-found', 'The record has no such file, or not yet.'],
  'draw.ended': ['conflict', 'This draw has ended.'],
  'draw.round-too-near': ['too-late', 'The round of this draw is over or too near: from then on it is drawn, whatever anybody wishes.'],
  'contribution.not-announced': ['forbidden', 'The announcement does not name this contributor.'],
  'contribution.too-early': ['conflict', 'Secrets are revealed after the freeze, not before.'],
  'contribution.too-late': ['too-late', 'The time for this contribution is over.'],
  'contribution.differs': ['conflict', 'Another commitment was given for this draw; it can not be exchanged.'],
  'contribution.mismatch': ['invalid', 'The secret does not open the commitment that was given.'],
} as const satisfies Record<string, readonly [ErrorKind, string]>;

/** What can be wrong with a request about a draw. */
export class DrawError extends DomainError {
  constructor(code: keyof typeof ERRORS) {
    super(ERRORS[code][0], code, ERRORS[code][1]);
  }
}
