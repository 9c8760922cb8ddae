import { parseCivilDate } from '../../core';
import type { CaseFacts } from '../identity';
import type { RegistrationRow } from './registration.entity';
import { RegistrationError } from './registrations.errors';

type Dated = Pick<RegistrationRow, 'criticalDate' | 'criticalDateSource'>;

/**
 * The critical date that weighs: what staff have decided stands above the register, also when they have decided that none
 * counts. A person's own claim is never asked. Null: none is verified.
 */
export function verifiedDate(row: Dated, known: CaseFacts | undefined): string | null {
  return row.criticalDateSource !== null ? row.criticalDate : (known?.criticalDate ?? null);
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
