import { CoreError, type CoreErrorCode } from '../errors';
import { parseCivilDate } from '../encoding/civil-date';

/** What identifies a person towards the office, as typed; a missing part of a name is an empty string. */
export interface PersonIdentity {
  readonly surname: string;
  readonly givenNames: string;
  /** `YYYY-MM-DD` with `0000` or `00` for what is unknown. */
  readonly birthDate: string;
  readonly caseNumber: string;
}

/**
 * One field in the form that is committed to: NFC, runs of Unicode white space folded to one space, trimmed
 * (record.md). `|` would shift fields and control characters can hide, so both throw `identity.field`.
 */
export function normalizeIdentityField(text: string): string {
  const composed = text.normalize('NFC');
  if (/[|\p{Cc}]|\p{Surrogate}/u.test(composed)) {
    throw new CoreError('identity.field', { expected: 'no "|" and no control characters' });
  }
  return composed.replace(/\p{White_Space}+/gu, ' ').replace(/^ | $/g, '');
}

/**
 * A case number without the characters that people type or leave out (space, `.`, `/`, `-` and U+2010 to U+2015), ASCII
 * letters upper-cased (record.md). Throws `identity.field`, or `identity.case-number` if nothing is left: nobody is
 * entered without a case.
 */
export function normalizeCaseNumber(text: string): string {
  const bare = normalizeIdentityField(text).replace(/[ ./\-\u2010-\u2015]/g, '');
  if (bare === '') throw new CoreError('identity.case-number', { expected: 'a case number', actual: 'none' });
  return bare.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * A birth date `YYYY-MM-DD`, unknown parts zero: what is known must be possible (no 31 April, no 30 February; 29
 * February wants a leap year unless the year is unknown). Throws `identity.birth-date`.
 */
export function normalizeBirthDate(text: string): string {
  const date = normalizeIdentityField(text);
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) throw birthDateRefusal(date);
  const [, year = '', month = '', day = ''] = match;
  // The most generous reading of the unknown parts: a leap year, a month with 31 days, the first day.
  const possible = `${year === '0000' ? '2000' : year}-${month === '00' ? '01' : month}-${day === '00' ? '01' : day}`;
  try {
    parseCivilDate(possible);
  } catch {
    throw birthDateRefusal(date);
  }
  return date;
}

/** The identity text `surname|given names|birth date|case number` that is hashed into the commitment (record.md). */
export function formatIdentity(person: PersonIdentity): string {
  return [
    normalizeIdentityField(person.surname),
    normalizeIdentityField(person.givenNames),
    normalizeBirthDate(person.birthDate),
    normalizeCaseNumber(person.caseNumber),
  ].join('|');
}

function birthDateRefusal(actual: string): CoreError {
  const code: CoreErrorCode = 'identity.birth-date';
  return new CoreError(code, { expected: 'YYYY-MM-DD, 0000 or 00 for unknown parts', actual });
}
