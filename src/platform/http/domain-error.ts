/** What kind of refusal this is. Closed: `problem-filter` knows a status for each, and nobody else knows statuses. */
export const ERROR_KINDS = [
  'invalid',
  'not-found',
  'conflict',
  'forbidden',
  'unauthenticated',
  'too-late',
  'too-many',
  'unavailable',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

export interface ErrorPlace {
  /** The input field at fault, in the notation of the request (`wishes.groups[2]`). */
  readonly field?: string;
  /** The line at fault in an uploaded file, counted from 1. */
  readonly line?: number;
  /** Parameters of the message, for translation. Sent to the client: never personal data. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  /** What made us refuse; for the log only. */
  readonly cause?: unknown;
}

/**
 * A refusal that a client can act on. `code` is stable and documented (`registration.window-closed`); `message` is one
 * English sentence for developers; pages translate the code.
 */
export class DomainError<Code extends string = string> extends Error {
  readonly field?: string;
  readonly line?: number;
  readonly details?: ErrorPlace['details'];

  constructor(
    readonly kind: ErrorKind,
    readonly code: Code,
    message: string,
    place: ErrorPlace = {},
  ) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.name = new.target.name;
    this.field = place.field;
    this.line = place.line;
    this.details = place.details;
  }
}
