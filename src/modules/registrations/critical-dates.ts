import { parseCivilDate } from '../../core';
import type { CaseFacts } from '../identity';
import type { RegistrationRow } from './registration.entity';
import { RegistrationError } from './registrations.errors';

type Dated = Pick<RegistrationRow, 'criticalDate' | 'criticalDateSource'>;

/** Who says that a critical date is right: the register's file, or staff who have seen a document. */
export type DateVerifier = 'register' | 'staff';

interface VerifiedDate {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly source: string;
  readonly by: DateVerifier;
}

/**
 * The critical date that weighs: what staff have decided stands above the register, also when they have decided that none
 * counts. A person's own claim is never asked. Null: none is verified.
 */
export function verifiedDate(row: Dated, known: CaseFacts | undefined): VerifiedDate | null {
  if (row.criticalDateSource !== null) return dated(row.criticalDate, row.criticalDateSource, 'staff');
  return dated(known?.criticalDate ?? null, known?.criticalDateSource ?? null, 'register');
}

function dated(date: string | null, source: string | null, by: DateVerifier): VerifiedDate | null {
  return date === null || source === null ? null : { date, source, by };
}

/** @throws RegistrationError `registration.malformed-date` */
export function parseSeenDate(text: string): string {
  try {
    parseCivilDate(text);
  } catch {
    throw new RegistrationError('registration.malformed-date', { field: 'facts.criticalDate' });
  }
  return text;
}
