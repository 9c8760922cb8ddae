import type { CallerKey, FormAnswers } from '../../../registrations';
import type { Journey, Step } from '../../register/journey';
import { type ErrorKey, type FieldErrorKeys, QUESTIONS } from '../../register/questions';
import type { Fields } from '../../register/fields';
import { readBirthDate } from '../../register/read-date';
import type { AssistForm, CallerForm } from './assist.dto';

/** The order in which somebody on the phone is asked, and in which mistakes are listed. */
const ORDER: readonly Step[] = [
  'case-number',
  'name',
  'birth-date',
  'critical-date',
  'hardship',
  'size',
  'wishes',
  'pots',
  'contact',
  'representative',
];

/** Fields of the one page beside those of the applicants' questions, where they are called otherwise. */
const FIELD_OF: Readonly<Partial<Record<Step, string>>> = { 'critical-date': 'criticalDate', contact: 'contact', wishes: 'wish-1' };

/**
 * Reads the one page by the very questions that applicants answer: what they may say, staff may say for them, and nothing else.
 * @param today the office's date
 */
export function readAssistForm(form: AssistForm, journey: Journey, today: string): { answers: FormAnswers; errors: FieldErrorKeys } {
  let answers: FormAnswers = {};
  const errors: Record<string, ErrorKey> = {};
  for (const step of ORDER) {
    const reading = QUESTIONS[step](fieldsOf(step, form), { journey, answers, today });
    if ('answers' in reading) answers = { ...answers, ...reading.answers };
    else for (const [field, key] of Object.entries(reading.errors)) errors[nameOf(step, field)] ??= key;
  }
  return { answers, errors };
}

function nameOf(step: Step, field: string): string {
  if (field === 'source' || field.startsWith('wish-')) return field;
  return FIELD_OF[step] ?? field;
}

/** What the applicants' question would have been sent, where it is not asked in the same words. */
const ASKED: Readonly<Partial<Record<Step, (form: AssistForm) => Fields>>> = {
  'birth-date': ({ birthDate }) => {
    const date = partsOf(birthDate);
    return { ...date, unknown: birthDate.trim() !== '' && Object.values(date).includes('') ? 'yes' : undefined };
  },
  'critical-date': ({ criticalDate, source }) =>
    criticalDate.trim() === '' ? { has: 'no' } : { has: 'yes', ...partsOf(criticalDate), source },
  wishes: wishesIn,
  pots: ({ generalOnly }) => ({ special: generalOnly ? 'no' : 'yes' }),
  contact: ({ contact }) => ({ ...contactIn(contact) }),
  representative: ({ representative, reach }) =>
    representative.trim() + reach.trim() === '' ? { has: 'no' } : { has: 'yes', representative, reach },
};

function fieldsOf(step: Step, form: AssistForm): Fields {
  return ASKED[step]?.(form) ?? { ...form };
}

/** Wishes named are wishes; none named is any. */
export function wishesIn(form: Pick<AssistForm, 'wish-1' | 'wish-2' | 'wish-3' | 'widen'>): Fields {
  const { 'wish-1': first = '', 'wish-2': second = '', 'wish-3': third = '', widen } = form;
  if (first + second + third === '') return { any: 'yes' };
  return { any: 'no', 'wish-1': first, 'wish-2': second, 'wish-3': third, widen };
}

/** One field for whichever way there is to reach somebody. */
export function contactIn(text: string): { kind: 'none' | 'mail' | 'phone'; mail?: string; phone?: string } {
  const value = text.trim();
  if (value === '') return { kind: 'none' };
  return value.includes('@') ? { kind: 'mail', mail: value } : { kind: 'phone', phone: value };
}

/** "17.5.1990", "17 5 1990", "1990" or "1990-05-17". */
export function partsOf(text: string): { day: string; month: string; year: string } {
  const parts = text
    .trim()
    .split(/[\s./-]+/)
    .filter((part) => part !== '');
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1) return { day: '', month: '', year: first };
  if (parts.length === 2) return { day: '', month: first, year: second };
  return first.length === 4 ? { day: third, month: second, year: first } : { day: first, month: second, year: third };
}

/** What a caller says, as it is compared. A birth date that can be none is nobody's. */
export function callerKeyOf({ caseNumber, birthDate }: CallerForm): CallerKey {
  const read = readBirthDate(partsOf(birthDate), true, '9999-12-31');
  return { caseNumber, birthDate: typeof read === 'string' ? read : '' };
}
