import type { CallerKey, FormAnswers } from '../../../registrations';
import { areDaysKnown, type Journey, possibleGroups, type Step } from '../../register/journey';
import { type ErrorKey, QUESTIONS } from '../../register/questions';
import type { Fields } from '../../register/fields';
import { readBirthDate } from '../../register/read-date';
import type { AssistForm, CallerForm, WishFields } from './assist.dto';

/** The order in which somebody on the phone is asked, and in which mistakes are listed. */
const ORDER: readonly Step[] = [
  'case-number',
  'name',
  'birth-date',
  'critical-date',
  'hardship',
  'size',
  'days',
  'notice',
  'wishes',
  'pots',
  'contact',
  'representative',
];

/** Fields of the one page beside those of the applicants' questions, where they are called otherwise. */
const FIELD_OF: Readonly<Partial<Record<Step, string>>> = { 'critical-date': 'criticalDate', contact: 'contact', wishes: 'wish-1' };

/** A wish on a day that the person has ruled out: applicants are offered none. */
const IMPOSSIBLE = 'wish-impossible';
type AssistErrorKey = ErrorKey | typeof IMPOSSIBLE;

/**
 * Reads the one page by the very questions that applicants answer: what they may say, staff may say for them, and nothing else.
 * @param today the office's date
 */
export function readAssistForm(
  form: AssistForm,
  journey: Journey,
  today: string,
): { answers: FormAnswers; errors: Readonly<Record<string, AssistErrorKey>> } {
  let answers: FormAnswers = {};
  const errors: Record<string, AssistErrorKey> = {};
  for (const step of ORDER) {
    if ((step === 'days' || step === 'notice') && !areDaysKnown(journey)) continue;
    const reading = QUESTIONS[step](fieldsOf(step, form), { journey, answers, today });
    if ('answers' in reading) answers = { ...answers, ...reading.answers };
    else
      for (const [field, key] of Object.entries(reading.errors)) {
        // Days leave nothing over: that is where it can be changed.
        errors[key === 'wishes-none-possible' ? 'days' : nameOf(step, field)] ??= key;
      }
  }
  const possible = new Set(possibleGroups(journey, answers).map(({ name }) => name));
  const out = possible.size === 0 ? undefined : WISHES.find((name) => (form[name] ?? '') !== '' && !possible.has(form[name]!));
  if (out === undefined) return { answers, errors };
  const { 'wish-1': _, ...others } = errors;
  return { answers, errors: { ...others, [out]: IMPOSSIBLE } };
}

/** Reads changed wishes of somebody who is registered, by the same questions. */
export function readWishes(form: WishFields, journey: Journey): { answers: FormAnswers } | { error: ErrorKey } {
  let answers: FormAnswers = {};
  for (const step of ['size', 'wishes', 'pots'] as const) {
    const reading = QUESTIONS[step](WISHES_ASKED[step](form), { journey, answers, today: '' });
    if ('errors' in reading) return { error: Object.values(reading.errors)[0]! };
    answers = { ...answers, ...reading.answers };
  }
  return { answers };
}

function nameOf(step: Step, field: string): string {
  if (field === 'source' || field === 'notice' || field.startsWith('wish-')) return field;
  return FIELD_OF[step] ?? field;
}

/** What the applicants' questions about wishes would have been sent. */
const WISHES_ASKED = {
  size: ({ size }: WishFields): Fields => ({ size }),
  wishes: wishesIn,
  pots: ({ generalOnly }: WishFields): Fields => ({ special: generalOnly ? 'no' : 'yes' }),
};

/** What the applicants' question would have been sent, where it is not asked in the same words. */
const ASKED: Readonly<Partial<Record<Step, (form: AssistForm) => Fields>>> = {
  'birth-date': ({ birthDate }) => {
    const date = partsOf(birthDate);
    return { ...date, unknown: birthDate.trim() !== '' && Object.values(date).includes('') ? 'yes' : undefined };
  },
  'critical-date': ({ criticalDate, source }) =>
    criticalDate.trim() === '' ? { has: 'no' } : { has: 'yes', ...partsOf(criticalDate), source },
  ...WISHES_ASKED,
  contact: ({ contact }) => ({ ...contactIn(contact) }),
  representative: ({ representative, reach }) =>
    representative.trim() + reach.trim() === '' ? { has: 'no' } : { has: 'yes', representative, reach },
};

function fieldsOf(step: Step, form: AssistForm): Fields {
  return ASKED[step]?.(form) ?? { ...form };
}

const WISHES = ['wish-1', 'wish-2', 'wish-3', 'wish-4', 'wish-5'] as const satisfies readonly (keyof WishFields)[];

/** Wishes named are wishes; none named is any. */
function wishesIn(form: WishFields): Fields {
  const named = Object.fromEntries(WISHES.map((name) => [name, form[name] ?? '']));
  return Object.values(named).every((wish) => wish === '') ? { any: 'yes' } : { any: 'no', ...named, widen: form.widen };
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
