import { formatTime, parseTime } from '../../../../../core';
import type { FieldErrors } from '../../../../../platform/html';
import type { Translate } from '../../../../../platform/i18n';
import { officeMoment, type WindowAnswers, type WindowQuestion } from '../../../../windows';
import { readClock, readDay, readList, readWhole } from '../typed-values';
import type { TypedAnswers } from './wizard.dto';

interface Context {
  readonly t: Translate;
  /** The service's groups. */
  readonly groups: readonly string[];
  /** What is stored so far: some pages fit others. */
  readonly answers: WindowAnswers;
}

type Errors = Record<string, string>;
type Reader<Q extends WindowQuestion> = (typed: TypedAnswers, context: Context, errors: Errors) => WindowAnswers[Q];

const HOUR = 3600;
const PATH_PART = /^[a-z0-9][a-z0-9.-]{0,25}$/;
const CONTRIBUTOR = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const CAPS = ['1', '2', '4', '8', '16', '32', '64'];

const READERS: { readonly [Q in WindowQuestion]: Reader<Q> } = {
  basics: ({ name = '', title = '' }, { t }, errors) => {
    if (!PATH_PART.test(name.trim())) errors.name = t('staff-plan:wizard.error.name');
    if (title.trim() === '' || title.trim().length > 200) errors.title = t('staff-plan:wizard.error.title');
    return { name: name.trim(), title: title.trim() };
  },
  times: (typed, { t }, errors) => {
    const moment = (name: 'opens' | 'closes' | 'draw'): number => {
      const [day, clock] = [readDay(typed[`${name}Day`]), readClock(typed[`${name}Clock`])];
      if (day === null) errors[`${name}Day`] = t('staff-plan:error-day');
      if (clock === null) errors[`${name}Clock`] = t('staff-plan:error-clock');
      return day === null || clock === null ? NaN : officeMoment(day, clock);
    };
    const [opens, closes, draw] = [moment('opens'), moment('closes'), moment('draw')];
    const freezeHours = whole(typed.freezeHours, 1, 720, 'freezeHours', t, errors);
    const revealHours = whole(typed.revealHours, 1, 719, 'revealHours', t, errors);
    if (closes <= opens) errors.closesDay = t('staff-plan:wizard.error.closes');
    if (draw - freezeHours * HOUR < closes) errors.drawDay = t('staff-plan:wizard.error.draw', { hours: freezeHours });
    if (revealHours >= freezeHours) errors.revealHours = t('staff-plan:wizard.error.reveal');
    const time = (at: number): string => (Number.isNaN(at) ? '' : formatTime(at));
    return { opensAt: time(opens), closesAt: time(closes), drawAt: time(draw), freezeHours, revealHours };
  },
  refills: ({ refills, everyDays, lastDay }, { t, answers }, errors) => {
    if (refills === 'none') return { everyDays: null, lastAt: null };
    if (refills !== 'some') errors.refills = t('staff-plan:wizard.error.choose');
    const days = whole(everyDays, 1, 90, 'everyDays', t, errors);
    const day = readDay(lastDay);
    const drawAt = answers.times?.drawAt;
    if (day === null) errors.lastDay = t('staff-plan:error-day');
    // At the end of the day: the last one that begins by then still counts.
    const lastAt = day === null ? NaN : officeMoment(day, '23:59');
    if (drawAt !== undefined && lastAt < parseTime(drawAt)) errors.lastDay = t('staff-plan:wizard.error.last');
    return { everyDays: days, lastAt: Number.isNaN(lastAt) ? null : formatTime(lastAt) };
  },
  groups: (typed, { t, groups }, errors) => {
    const chosen = groups.filter((group) => typed.groups?.includes(group));
    if (chosen.length === 0) errors.groups = t('staff-plan:wizard.error.groups');
    return { groups: chosen };
  },
  policy: (typed, { t }, errors) => {
    const rule = (['uniform', 'rising', 'savable'] as const).find((each) => each === typed.rule);
    if (rule === undefined) errors.rule = t('staff-plan:wizard.error.choose');
    if (!CAPS.includes(typed.cap ?? '')) errors.cap = t('staff-plan:wizard.error.choose');
    return {
      rule: rule ?? 'savable',
      leadDays: whole(typed.leadDays, 0, 3660, 'leadDays', t, errors),
      cap: Number(typed.cap),
      maxLosses: whole(typed.maxLosses, 0, 1000, 'maxLosses', t, errors),
      guaranteeAfter: whole(typed.guaranteeAfter, 1, 1000, 'guaranteeAfter', t, errors),
    };
  },
  pots: ({ pots = [], guaranteeMost = '', contributors }, { t }, errors) => {
    const names = readList(contributors);
    if (names.length > 20 || !names.every((name) => CONTRIBUTOR.test(name)))
      errors.contributors = t('staff-plan:wizard.error.contributors');
    const most = guaranteeMost.trim() === '' ? null : whole(guaranteeMost, 0, 100_000, 'guaranteeMost', t, errors);
    const has = (pot: string): boolean => pots.includes(pot);
    return { hardship: has('hardship'), guarantee: has('guarantee'), guaranteeMost: most, lapsed: has('lapsed'), contributors: names };
  },
  repeat: ({ repeat, repeatDays, announceDays }, { t }, errors) => {
    if (repeat === 'once') return { everyDays: null, announceDaysBefore: 0 };
    if (repeat !== 'again') errors.repeat = t('staff-plan:wizard.error.choose');
    const everyDays = whole(repeatDays, 1, 366, 'repeatDays', t, errors);
    return { everyDays, announceDaysBefore: whole(announceDays, 1, 365, 'announceDays', t, errors) };
  },
};

/** Reads one page, or says what is wrong with it. */
export function readAnswer(
  question: WindowQuestion,
  typed: TypedAnswers,
  context: Context,
): { answer: Partial<WindowAnswers> } | { errors: FieldErrors } {
  const errors: Errors = {};
  const answer = READERS[question](typed, context, errors);
  return Object.keys(errors).length > 0 ? { errors } : { answer: { [question]: answer } };
}

function whole(typed: string | undefined, least: number, most: number, field: string, t: Translate, errors: Errors): number {
  const value = readWhole(typed, least, most);
  if (value === null) errors[field] = t('staff-plan:wizard.error.whole', { least, most });
  return value ?? NaN;
}
