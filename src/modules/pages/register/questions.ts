import { CoreError, normalizeCaseNumber, normalizeIdentityField } from '../../../core';
import { CRITICAL_DATE_SOURCES, deriveNameForms } from '../../identity';
import { type FormAnswers, HARDSHIP_REASONS, NONE, parseContact, RegistrationError } from '../../registrations';
import { type Fields, latinDigits, listOf, textOf, withoutDirectionMarks } from './fields';
import { type Journey, possibleGroups, type Step } from './journey';
import { readBirthDate, readDay } from './read-date';
import type register from '../../../texts/de/register.json';

export type ErrorKey = keyof (typeof register)['error'];
/** Field name to what is wrong with it, in the order of the form. */
export type FieldErrorKeys = Readonly<Record<string, ErrorKey>>;
export type Reading = { readonly answers: FormAnswers } | { readonly errors: FieldErrorKeys };

export interface QuestionContext {
  readonly journey: Journey;
  /** What has been answered before. */
  readonly answers: FormAnswers;
  /** The office's date. */
  readonly today: string;
}

/** As long as the interface takes; longer than any name in the registers. */
const LONGEST_NAME = 200;
const LONGEST_CASE_NUMBER = 60;
const LONGEST_CONTACT = 254;
/** Selects on the page for wishes. */
export const MOST_WISHES = 5;
export const NOTICE_DAYS = [0, 3, 7, 14] as const;

/** Reads the answer to a question. Never throws for what somebody can type. */
export const QUESTIONS: Readonly<Record<Step, (fields: Fields, context: QuestionContext) => Reading>> = {
  name: (fields) => {
    const [surname, givenNames] = [nameIn(fields, 'surname'), nameIn(fields, 'givenNames')];
    const errors = { ...nameError('surname', surname), ...nameError('givenNames', givenNames) };
    if (Object.keys(errors).length > 0) return { errors };
    if (surname + givenNames === '') return { errors: { surname: 'name-missing' } };
    return hasLetters(surname, givenNames) ? { answers: { name: { surname, givenNames } } } : { errors: { surname: 'name-letters' } };
  },
  'birth-date': (fields, { today }) => {
    const birthDate = readBirthDate(fields, textOf(fields, 'unknown') === 'yes', today);
    return typeof birthDate === 'string' ? { answers: { birthDate } } : { errors: { birthDate: birthDate.error } };
  },
  'case-number': (fields) => {
    const caseNumber = latinDigits(withoutDirectionMarks(textOf(fields, 'caseNumber')));
    if (caseNumber === '') return { errors: { caseNumber: 'case-number-missing' } };
    if (caseNumber.length > LONGEST_CASE_NUMBER) return { errors: { caseNumber: 'case-number-long' } };
    return passes(() => normalizeCaseNumber(caseNumber)) ? { answers: { caseNumber } } : { errors: { caseNumber: 'case-number-form' } };
  },
  'critical-date': (fields) => {
    const has = textOf(fields, 'has');
    if (has === 'no') return { answers: { criticalDate: NONE } };
    if (has !== 'yes') return { errors: { has: 'choice-missing' } };
    const date = readDay(fields);
    const source = CRITICAL_DATE_SOURCES.find((each) => each === textOf(fields, 'source'));
    if (typeof date === 'string' && source) return { answers: { criticalDate: { date, source } } };
    const wrongDate: FieldErrorKeys = typeof date === 'string' ? {} : { date: date.error };
    const wrongSource: FieldErrorKeys = source ? {} : { source: 'source-missing' };
    return { errors: { ...wrongDate, ...wrongSource } };
  },
  hardship: (fields) => {
    const hardship = [NONE, ...HARDSHIP_REASONS].find((each) => each === textOf(fields, 'hardship'));
    return hardship ? { answers: { hardship: hardship as FormAnswers['hardship'] } } : { errors: { hardship: 'choice-missing' } };
  },
  size: (fields) => {
    const size = latinDigits(textOf(fields, 'size'));
    if (size === '') return { errors: { size: 'size-missing' } };
    return /^[1-9]$/.test(size)
      ? { answers: { size: Number(size) } }
      : { errors: { size: /^\d+$/.test(size) && Number(size) > 9 ? 'size-large' : 'size-form' } };
  },
  days: (fields) => ({ answers: { impossibleDays: [1, 2, 3, 4, 5, 6, 7].filter((day) => listOf(fields, 'days').includes(String(day))) } }),
  notice: (fields) => {
    const noticeDays = NOTICE_DAYS.find((days) => String(days) === textOf(fields, 'notice'));
    return noticeDays === undefined ? { errors: { notice: 'choice-missing' } } : { answers: { noticeDays } };
  },
  wishes: (fields, { journey, answers }): Reading => {
    const possible = possibleGroups(journey, answers).map(({ name }) => name);
    if (possible.length === 0) return { errors: { any: 'wishes-none-possible' } };
    const any = textOf(fields, 'any');
    if (any === 'yes') return { answers: { wishes: 'any' } };
    if (any !== 'no') return { errors: { any: 'choice-missing' } };
    const wishes = Array.from({ length: MOST_WISHES }, (_, index) => textOf(fields, `wish-${index + 1}`)).filter((wish) => wish !== '');
    if (wishes.length === 0) return { errors: { 'wish-1': 'wish-missing' } };
    const twice = wishes.findIndex((wish, index) => wishes.indexOf(wish) !== index);
    if (twice >= 0) return { errors: { [`wish-${twice + 1}`]: 'wish-twice' } };
    return wishes.every((wish) => possible.includes(wish))
      ? { answers: { wishes, widenIfRare: textOf(fields, 'widen') === 'yes' } }
      : { errors: { 'wish-1': 'wish-missing' } };
  },
  pots: (fields, { journey }) => {
    const special = textOf(fields, 'special');
    if (special !== 'yes' && special !== 'no') return { errors: { special: 'choice-missing' } };
    return { answers: { waivedPots: special === 'no' ? journey.specialPots : [] } };
  },
  contact: (fields) => {
    const kind = textOf(fields, 'kind');
    if (kind === 'none') return { answers: { contact: { kind, value: '' } } };
    if (kind !== 'mail' && kind !== 'phone') return { errors: { kind: 'choice-missing' } };
    const value = kind === 'phone' ? latinDigits(textOf(fields, kind)) : textOf(fields, kind);
    if (value === '') return { errors: { [kind]: `${kind}-missing` } };
    const fits = value.length <= LONGEST_CONTACT && passes(() => parseContact({ kind, value }));
    return fits ? { answers: { contact: { kind, value } } } : { errors: { [kind]: `${kind}-form` } };
  },
  representative: (fields) => {
    const has = textOf(fields, 'has');
    if (has === 'no') return { answers: { representative: NONE } };
    if (has !== 'yes') return { errors: { has: 'choice-missing' } };
    const [name, contact] = [nameIn(fields, 'representative'), textOf(fields, 'reach')];
    const errors: FieldErrorKeys = name === '' ? { representative: 'representative-missing' } : nameError('representative', name);
    const wrongReach: FieldErrorKeys = contact.length > LONGEST_CONTACT ? { reach: 'too-long' } : {};
    if (Object.keys({ ...errors, ...wrongReach }).length > 0) return { errors: { ...errors, ...wrongReach } };
    return { answers: { representative: { name, contact } } };
  },
};

function nameIn(fields: Fields, field: string): string {
  return withoutDirectionMarks(textOf(fields, field)).trim();
}

function nameError(field: string, name: string): FieldErrorKeys {
  if ([...name].length > LONGEST_NAME || name.length > LONGEST_NAME) return { [field]: 'name-long' };
  return passes(() => normalizeIdentityField(name)) ? {} : { [field]: 'name-characters' };
}

function hasLetters(surname: string, givenNames: string): boolean {
  return /\p{L}/u.test(surname + givenNames) && passes(() => deriveNameForms(surname, givenNames));
}

/** Whether the rule that a registration goes through later accepts it. */
function passes(rule: () => unknown): boolean {
  try {
    rule();
    return true;
  } catch (error) {
    if (error instanceof CoreError || error instanceof RangeError || error instanceof RegistrationError) return false;
    throw error;
  }
}
