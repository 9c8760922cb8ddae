import { formatTime, parseTime } from '../../../core';
import { moveByOfficeDays } from '../office-calendar';
import type { WindowPlan } from '../window-plan';

/** What is asked for, page by page; a page that has not been answered is absent. Times are `YYYY-MM-DDTHH:MM:SSZ`. */
export interface WindowAnswers {
  readonly basics?: { readonly name: string; readonly title: string };
  readonly times?: {
    readonly opensAt: string;
    readonly closesAt: string;
    readonly drawAt: string;
    /** Before the draw instant. */
    readonly freezeHours: number;
    readonly revealHours: number;
  };
  /** null: none. Else every so many of the office's days after the draw, until a moment. */
  readonly refills?: { readonly everyDays: number | null; readonly lastAt: string | null };
  readonly groups?: { readonly groups: readonly string[] };
  readonly policy?: {
    readonly rule: WindowPlan['tickets']['rule'];
    readonly leadDays: number;
    readonly cap: number;
    readonly maxLosses: number;
    readonly guaranteeAfter: number;
  };
  /** Which pots there are besides the general one; null as a limit: none of its own. */
  readonly pots?: {
    readonly hardship: boolean;
    readonly guarantee: boolean;
    readonly guaranteeMost: number | null;
    readonly lapsed: boolean;
    readonly contributors: readonly string[];
  };
  /** null: once. */
  readonly repeat?: { readonly everyDays: number | null; readonly announceDaysBefore: number };
}

/** The pages, in the order in which they are asked. */
export const WINDOW_QUESTIONS = [
  'basics',
  'times',
  'refills',
  'groups',
  'policy',
  'pots',
  'repeat',
] as const satisfies readonly (keyof WindowAnswers)[];
export type WindowQuestion = (typeof WINDOW_QUESTIONS)[number];

const HOUR = 3600;
const DAY = 24 * HOUR;
/** A refill is frozen and revealed so many seconds before its draw instant. */
const REFILL_FREEZE = 2 * HOUR;
const REFILL_REVEAL = HOUR;
const ALLOWED = [1, 2, 4, 8, 16, 32, 64];

/** The first question that has no answer yet; null where all have. */
export function nextQuestion(answers: WindowAnswers): WindowQuestion | null {
  return WINDOW_QUESTIONS.find((question) => answers[question] === undefined) ?? null;
}

/** The plan that complete answers make. Whether it makes an announcement the core says. @throws Error for incomplete ones */
export function composePlan(answers: WindowAnswers): WindowPlan {
  const { basics, times, groups, policy, pots } = answers;
  if (nextQuestion(answers) !== null || !basics || !times || !groups || !policy || !pots) throw new Error('the draft is not complete');
  const draw = parseTime(times.drawAt);
  const { rule, cap, ...parameters } = policy;
  return {
    title: basics.title,
    timetable: {
      opensAt: times.opensAt,
      closesAt: times.closesAt,
      freezeAt: formatTime(draw - times.freezeHours * HOUR),
      revealBy: formatTime(draw - times.revealHours * HOUR),
      drawAt: times.drawAt,
      refill: refillsOf(draw, answers.refills!),
    },
    tickets: {
      allowed: rule === 'uniform' ? [1] : ALLOWED.filter((tickets) => tickets <= cap),
      rule,
      parameters: { ...parameters, cap: rule === 'uniform' ? 1 : cap },
    },
    passes: passesOf(pots),
    groups: groups.groups,
    contributors: pots.contributors,
  };
}

/** Without refills the first would come after the last. */
function refillsOf(draw: number, { everyDays, lastAt }: NonNullable<WindowAnswers['refills']>): WindowPlan['timetable']['refill'] {
  return {
    firstAt: formatTime(moveByOfficeDays(draw, everyDays ?? 1)),
    everySeconds: (everyDays ?? 1) * DAY,
    lastAt: everyDays === null ? formatTime(draw) : (lastAt ?? formatTime(draw)),
    freezeSecondsBefore: REFILL_FREEZE,
    revealSecondsBefore: REFILL_REVEAL,
  };
}

/** Hardship first, then whoever has waited longest, then whose time has run out; everything that is left goes to everybody. */
function passesOf({ hardship, guarantee, guaranteeMost, lapsed }: NonNullable<WindowAnswers['pots']>): WindowPlan['passes'] {
  return [
    ...(hardship ? [{ pot: 'hardship', from: ['hardship'] }] : []),
    ...(guarantee ? [{ pot: 'guarantee', from: ['general'], ...(guaranteeMost === null ? {} : { max: guaranteeMost }) }] : []),
    ...(lapsed ? [{ pot: 'lapsed', from: ['lapsed'] }] : []),
    { pot: 'general', from: ['general', ...(lapsed ? ['lapsed'] : []), ...(hardship ? ['hardship'] : [])] },
  ];
}
