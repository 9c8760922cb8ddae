import { QueryFailedError } from 'typeorm';
import type { DomainError } from '../http/domain-error';

/** unique, check, foreign key, exclusion: violations of a rule that has a name. */
const NAMED_VIOLATIONS = ['23505', '23514', '23503', '23P01'];

const registry = new Map<string, () => DomainError>();

/**
 * Tells what a violated constraint means. Modules call this once, beside their errors:
 * `mapConstraints({ uq_registrations_one_per_case_and_service: () => new RegistrationError(…) })`.
 * @throws Error when a constraint has a meaning already
 */
export function mapConstraints(meanings: Readonly<Record<string, () => DomainError>>): void {
  for (const [name, make] of Object.entries(meanings)) {
    if (registry.has(name)) throw new Error(`constraint ${name} is mapped twice`);
    registry.set(name, make);
  }
}

/** The driver's own error, without TypeORM's wrapping. */
function driverErrorOf(error: unknown): unknown {
  return error instanceof QueryFailedError ? (error.driverError as unknown) : error;
}

/** SQLSTATE of a database error, or null for any other error. */
export function sqlState(error: unknown): string | null {
  const code = (driverErrorOf(error) as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** Name of the constraint an error violates, or null when it is something else. */
export function violatedConstraint(error: unknown): string | null {
  if (!NAMED_VIOLATIONS.includes(sqlState(error) ?? '')) return null;
  return (driverErrorOf(error) as { constraint?: string }).constraint ?? null;
}

/** The domain error that a database error stands for; the error itself when nobody gave it a meaning. */
export function translateDatabaseError(error: unknown): unknown {
  const make = registry.get(violatedConstraint(error) ?? '');
  if (!make) return error;
  const translated = make();
  translated.cause ??= error;
  return translated;
}
