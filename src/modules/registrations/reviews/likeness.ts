import { countEdits, deriveNameForms } from '../../identity';
import type { Grade } from './review-cluster.entity';

/** A person as registered, normalised (docs/spec: record). */
export interface Described {
  readonly surname: string;
  readonly givenNames: string;
  /** `YYYY-MM-DD`, unknown parts as zeros. */
  readonly birthDate: string;
  readonly caseNumber: string;
}

/** How two names compare, from the same to nothing in common. */
export type NameSign =
  'name-same' | 'name-spelling' | 'name-swapped' | 'name-letter' | 'given-names-differ' | 'surname-differs' | 'names-differ';
/** `birth-new-year` and `birth-partly-unknown`: equal, but shared by many, so that it counts little. */
export type BirthSign = 'birth-same' | 'birth-new-year' | 'birth-partly-unknown' | 'birth-digit' | 'birth-day-month' | 'birth-differs';
export type CaseSign = 'case-same' | 'case-digit' | 'case-turned' | 'case-differs';

/** What two registrations have in common, for staff to judge; never a proof of anything. */
export interface Likeness {
  readonly grade: Grade;
  readonly signs: readonly [NameSign, BirthSign, CaseSign];
}

/** @returns null where there is too little to bother anybody with */
export function findLikeness(a: Described, b: Described): Likeness | null {
  const signs = compare(a, b);
  const grade = gradeOf(...signs);
  return grade === null ? null : { grade, signs };
}

/** The three comparisons, in words' codes. Symmetric. */
export function compare(a: Described, b: Described): [NameSign, BirthSign, CaseSign] {
  return [compareNames(a, b), compareBirths(a.birthDate, b.birthDate), compareCases(a.caseNumber, b.caseNumber)];
}

/**
 * The table of what is worth a look. Birthdays on 1 January stand for "not known" in many registers and count as little as a date with unknown
 * parts. Twins share surname and birthday and often have files side by side: listed, with the lowest grade, so that somebody says so once.
 */
function gradeOf(name: NameSign, birth: BirthSign, number: CaseSign): Grade | null {
  const closeNumber = number !== 'case-differs';
  const closeBirth = birth === 'birth-digit' || birth === 'birth-day-month';
  const common = birth === 'birth-new-year' || birth === 'birth-partly-unknown';
  switch (name) {
    case 'name-same':
    case 'name-spelling':
    case 'name-swapped':
      if (birth === 'birth-same') return 1;
      if (closeBirth) return closeNumber ? 1 : 2;
      if (common) return closeNumber ? 1 : 3;
      return closeNumber ? 2 : null;
    case 'name-letter':
      if (birth === 'birth-same') return closeNumber ? 1 : 2;
      return common && closeNumber ? 2 : null;
    case 'given-names-differ':
      return birth === 'birth-same' ? 3 : null;
    case 'surname-differs':
      return birth === 'birth-same' && closeNumber ? 2 : null;
    case 'names-differ':
      return birth === 'birth-same' && closeNumber ? 3 : null;
  }
}

function compareNames(a: Described, b: Described): NameSign {
  const [whole, other] = [foldName(a.surname, a.givenNames), foldName(b.surname, b.givenNames)];
  const [surname, given] = [foldName(a.surname), foldName(a.givenNames)];
  const [otherSurname, otherGiven] = [foldName(b.surname), foldName(b.givenNames)];
  if (whole === other) {
    if (surname !== otherSurname || given !== otherGiven) return 'name-swapped';
    return written(a) === written(b) ? 'name-same' : 'name-spelling';
  }
  const straight = distance(surname, otherSurname) + distance(given, otherGiven);
  const crossed = distance(surname, otherGiven) + distance(given, otherSurname);
  // In a short name one letter makes another name.
  if (Math.min(straight, crossed) <= (whole.length >= 12 ? 2 : 1)) return 'name-letter';
  if (surname !== '' && surname === otherSurname) return 'given-names-differ';
  return given !== '' && given === otherGiven ? 'surname-differs' : 'names-differ';
}

function written({ surname, givenNames }: Described): string {
  return `${surname}|${givenNames}`.normalize('NFC').toUpperCase();
}

/** The form that all spellings share; empty for a part without letters. */
export function foldName(surname: string, givenNames = ''): string {
  try {
    return deriveNameForms(surname, givenNames).folded;
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}

/** Whether a birth date is shared by so many that it says little. */
export function isCommonBirth(date: string): boolean {
  return date.endsWith('-01-01') || date.includes('-00') || date.startsWith('0000');
}

function compareBirths(a: string, b: string): BirthSign {
  if (a === b) {
    if (!isCommonBirth(a)) return 'birth-same';
    return a.endsWith('-01-01') ? 'birth-new-year' : 'birth-partly-unknown';
  }
  if (differences(a, b) === 1) return 'birth-digit';
  const [year, month, day] = a.split('-');
  return b === `${year}-${day}-${month}` ? 'birth-day-month' : 'birth-differs';
}

function compareCases(a: string, b: string): CaseSign {
  if (a === b) return 'case-same';
  if (a.length !== b.length) return 'case-differs';
  const count = differences(a, b);
  if (count === 1) return 'case-digit';
  if (count !== 2) return 'case-differs';
  const at = [...a].findIndex((sign, place) => sign !== b[place]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] ? 'case-turned' : 'case-differs';
}

function differences(a: string, b: string): number {
  return [...a].filter((sign, place) => sign !== b[place]).length;
}

/** Slips between two names, at most 3: beyond that they are different anyway. */
function distance(a: string, b: string): number {
  return Math.abs(a.length - b.length) > 2 ? 3 : Math.min(countEdits(a, b), 3);
}
