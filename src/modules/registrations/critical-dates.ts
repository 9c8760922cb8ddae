import { parseCivilDate } from '../../core';
import type { CaseFacts } from '../identity';
import type { RegistrationRow } from './registration.entity';
import { RegistrationError } from './registrations.errors';

/** Stands as source where a merge has decided that no critical date counts. */
export const MERGED_WITHOUT_DATE = 'merged-without-date';

type Dated = Pick<RegistrationRow, 'criticalDate' | 'criticalDateSource'>;

/**
 * The critical date that weighs: what staff have decided stands above the register, also when they have decided that none
 * counts. A person's own claim is never asked. Null: none is verified.
 */
export function verifiedDate(row: Dated, known: CaseFacts | undefined): string | null {
  return row.criticalDateSource !== null ? row.criticalDate : (known?.criticalDate ?? null);
}

/**
 * What the first of two merged registrations has to carry so that both together count with the lower tickets: the later
 * date, and none where one has none, because an unverified date has the lowest base (docs/spec: policy).
 * @returns null when the first one's own date is the less urgent already, so that its source stays as it is
 */
export function lessUrgent(first: string | null, second: string | null, secondSource: string): Dated | null {
  if (first === null || (second !== null && second <= first)) return null;
  return { criticalDate: second, criticalDateSource: second === null ? MERGED_WITHOUT_DATE : secondSource };
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
