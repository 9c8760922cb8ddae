import { DomainError, type ErrorKind } from '../../platform/http';

const REFUSALS = {
  'letter.unknown': ['not-found', 'There is no such letter.'],
  'letter.no-longer-true': ['conflict', 'What this letter says is no longer true: it has been answered, or its time is over.'],
} as const satisfies Readonly<Record<string, readonly [ErrorKind, string]>>;

type LetterErrorCode = keyof typeof REFUSALS;

/** A refusal of this module. */
export class LetterError extends DomainError<LetterErrorCode> {
  constructor(code: LetterErrorCode) {
    super(REFUSALS[code][0], code, REFUSALS[code][1]);
  }
}
