import { formatTime, parseTime } from '../../src/core';
import type { WindowPlan } from '../../src/modules/windows';

export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const OPENS = parseTime('2026-03-02T08:00:00Z');

/** The moments of the world's window, in unix seconds. Days lie between them, so that a test has room on both sides. */
export const TIMES = {
  planned: OPENS - DAY,
  opens: OPENS,
  closes: OPENS + 5 * DAY,
  freeze: OPENS + 5 * DAY + HOUR,
  reveal: OPENS + 5 * DAY + 3 * HOUR,
  draw: OPENS + 6 * DAY,
  /** The draw instant of a refill; it is frozen two hours and revealed one hour before. */
  refill: (number: number): number => OPENS + (6 + number) * DAY,
  refillFreeze: (number: number): number => OPENS + (6 + number) * DAY - 2 * HOUR,
  refillReveal: (number: number): number => OPENS + (6 + number) * DAY - HOUR,
  /** Nine in the morning in Berlin, on the first day of the appointments. */
  appointments: parseTime('2026-03-23T08:00:00Z'),
} as const;

/** Time that a winner has to answer: over before the next refill is frozen. */
export const ANSWER_WITHIN = 12 * HOUR;
export const CONFIRM_WITHIN = 2 * HOUR;

/** A window over {@link TIMES}. */
export function planOfWorld(refills: number, changes: Partial<WindowPlan> = {}): WindowPlan {
  return {
    title: 'Permits, week 10',
    timetable: {
      opensAt: formatTime(TIMES.opens),
      closesAt: formatTime(TIMES.closes),
      freezeAt: formatTime(TIMES.freeze),
      revealBy: formatTime(TIMES.reveal),
      drawAt: formatTime(TIMES.draw),
      refill: {
        firstAt: formatTime(TIMES.refill(1)),
        everySeconds: DAY,
        lastAt: formatTime(TIMES.refill(refills)),
        freezeSecondsBefore: 2 * HOUR,
        revealSecondsBefore: HOUR,
      },
    },
    tickets: { allowed: [1, 2, 4, 8, 16], rule: 'savable', parameters: { leadDays: 14, cap: 16, maxLosses: 4, guaranteeAfter: 8 } },
    passes: [
      { pot: 'hardship', from: ['hardship'] },
      { pot: 'guarantee', from: ['general'], max: 2 },
      { pot: 'lapsed', from: ['lapsed'] },
      { pot: 'general', from: ['general', 'lapsed', 'hardship'] },
    ],
    groups: ['am', 'pm'],
    contributors: ['office', 'ombudsperson'],
    ...changes,
  };
}

/** The same window some days later. */
export function planLater(days: number): WindowPlan {
  const plan = planOfWorld(2);
  const later = (time: string): string => formatTime(parseTime(time) + days * DAY);
  const { opensAt, closesAt, freezeAt, revealBy, drawAt, refill } = plan.timetable;
  const timetable = {
    opensAt: later(opensAt),
    closesAt: later(closesAt),
    freezeAt: later(freezeAt),
    revealBy: later(revealBy),
    drawAt: later(drawAt),
    refill: { ...refill, firstAt: later(refill.firstAt), lastAt: later(refill.lastAt) },
  };
  return { ...plan, title: 'Permits, later', timetable };
}
