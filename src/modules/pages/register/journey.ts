import type { FormAnswers } from '../../registrations';

/** Monday is 1. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A group as somebody who registers sees it. */
export interface JourneyGroup {
  readonly name: string;
  readonly title: string;
  readonly office: string;
  /** `YYYY-MM-DD`, ascending; empty while the office has not said yet. */
  readonly days: readonly string[];
}

/** What the questions depend on besides the answers. */
export interface Journey {
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly title: string;
  readonly legalEffect: 'none' | 'application';
  /** Closing time of the window that is open now; null: none is. */
  readonly closesAt: string | null;
  /** `YYYY-MM-DD`, the office's day of the draw; null while no window is open. */
  readonly drawDay: string | null;
  readonly groups: readonly JourneyGroup[];
  /** Pots of the open window that serve before the general one. */
  readonly specialPots: readonly string[];
}

/** The questions in the order in which they are asked; their names stand in addresses. */
export const STEPS = [
  'name',
  'birth-date',
  'case-number',
  'critical-date',
  'hardship',
  'size',
  'days',
  'notice',
  'wishes',
  'pots',
  'contact',
  'representative',
] as const;
export type Step = (typeof STEPS)[number];

const ANSWER_OF: Readonly<Record<Step, keyof FormAnswers>> = {
  name: 'name',
  'birth-date': 'birthDate',
  'case-number': 'caseNumber',
  'critical-date': 'criticalDate',
  hardship: 'hardship',
  size: 'size',
  days: 'impossibleDays',
  notice: 'noticeDays',
  wishes: 'wishes',
  pots: 'waivedPots',
  contact: 'contact',
  representative: 'representative',
};

/** The questions that make sense for these answers: nobody is asked to choose between one thing. */
export function stepsOf(journey: Journey, answers: FormAnswers): Step[] {
  return STEPS.filter((step) => {
    if (step === 'days' || step === 'notice') return areDaysKnown(journey);
    if (step === 'wishes') return journey.groups.length > 1;
    if (step === 'pots') return journey.specialPots.length > 0 && Array.isArray(answers.wishes) && answers.wishes.length > 1;
    return true;
  });
}

/** Days of the week on which some group has appointments, Monday first. */
export function weekdaysOf(journey: Journey): Weekday[] {
  const used = new Set(journey.groups.flatMap(({ days }) => days.map(weekdayOf)));
  return ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => used.has(day));
}

/** Whether the office has said on which days there are appointments: before, no day is out of the question. */
export function areDaysKnown({ groups }: Journey): boolean {
  return groups.some(({ days }) => days.length > 0);
}

/** The first question that has no answer yet; null when all have. */
export function findUnanswered(journey: Journey, answers: FormAnswers): Step | null {
  return stepsOf(journey, answers).find((step) => !isAnswered(journey, answers, step)) ?? null;
}

function isAnswered(journey: Journey, answers: FormAnswers, step: Step): boolean {
  if (answers[ANSWER_OF[step]] === undefined) return false;
  // Without a contact nobody can be confirmed online.
  if (step === 'contact') return answers.contact?.kind !== 'none';
  if (step !== 'wishes') return true;
  return answers.wishes === 'any' ? possibleGroups(journey, answers).length > 0 : meaningOfWishes(journey, answers)?.length !== 0;
}

/** Where a question leads once it is answered. @param fromCheck it was opened from the page on which answers are checked */
export function nextOf(journey: Journey, answers: FormAnswers, step: Step, fromCheck: boolean): Step | 'check' {
  if (fromCheck) return findUnanswered(journey, answers) ?? 'check';
  const steps = stepsOf(journey, answers);
  return steps[steps.indexOf(step) + 1] ?? 'check';
}

/** The question before; null for the first. */
export function previousOf(journey: Journey, answers: FormAnswers, step: Step): Step | null {
  const steps = stepsOf(journey, answers);
  return steps[steps.indexOf(step) - 1] ?? null;
}

/** Why a group is out of the question for somebody. */
export type Obstacle = 'day' | 'notice';

/**
 * What stands between a person and a group. Within a group the draw knows no days (docs/spec: record), so one impossible day, or one too
 * early, takes the whole group out. A group whose days are not known yet stays in.
 */
export function obstacleOf(journey: Journey, answers: FormAnswers, group: JourneyGroup): Obstacle | null {
  const impossible = new Set(answers.impossibleDays ?? []);
  if (group.days.some((day) => impossible.has(weekdayOf(day)))) return 'day';
  const [first] = group.days;
  const notice = answers.noticeDays ?? 0;
  if (first === undefined || journey.drawDay === null || notice === 0) return null;
  return daysBetween(journey.drawDay, first) < notice ? 'notice' : null;
}

export function possibleGroups(journey: Journey, answers: FormAnswers): JourneyGroup[] {
  return journey.groups.filter((group) => obstacleOf(journey, answers, group) === null);
}

/**
 * The wishes as a registration takes them: null for any group. Any of those that are left is not any: it becomes a list, or the person could
 * be given what they can't come to.
 */
export function meaningOfWishes(journey: Journey, answers: FormAnswers): readonly string[] | null {
  const possible = possibleGroups(journey, answers).map(({ name }) => name);
  if (answers.wishes !== undefined && answers.wishes !== 'any') return answers.wishes.filter((wish) => possible.includes(wish));
  return possible.length === journey.groups.length ? null : possible;
}

/** 1 for Monday to 7. @param day `YYYY-MM-DD` */
export function weekdayOf(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000);
}
