import type { ValidationError } from 'class-validator';
import { DomainError } from './domain-error';

/** One mistake in a request. */
export interface FieldError {
  /** Path in the notation of the request: `wishes.groups[2]`. */
  readonly field: string;
  /** The broken rule: class-validator's name in kebab case (`is-email`), or `unknown-field`. Stable. */
  readonly code: string;
  readonly message: string;
}

/** Nobody corrects more at once, and a hostile request must not make a huge answer. */
const MOST_ERRORS = 50;

/** A request whose fields break the rules of its DTO. */
export class InvalidRequest extends DomainError<'request.invalid'> {
  constructor(readonly errors: readonly FieldError[]) {
    super('invalid', 'request.invalid', 'Some fields are missing or wrong.');
  }

  static from(errors: readonly ValidationError[]): InvalidRequest {
    return new InvalidRequest(flatten(errors, '').slice(0, MOST_ERRORS));
  }
}

function flatten(errors: readonly ValidationError[], parent: string): FieldError[] {
  return errors.flatMap((error) => {
    const field = join(parent, error.property);
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({ field, code: codeOf(rule), message }));
    return [...own, ...flatten(error.children ?? [], field)];
  });
}

function join(parent: string, property: string): string {
  if (/^\d+$/.test(property)) return `${parent}[${property}]`;
  return parent === '' ? property : `${parent}.${property}`;
}

function codeOf(rule: string): string {
  if (rule === 'whitelistValidation') return 'unknown-field';
  return rule.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
