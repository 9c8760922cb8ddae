import { formatTime, parseTime } from '../../core';
import { moveByOfficeDays, officeDate, officeDaysBetween } from './office-calendar';
import type { WindowPlan } from './window-plan';

/**
 * The plan of a template's window that opens at `opensAt`: the first one's, every instant moved by the same number of
 * the office's days and kept at its wall-clock time. `{date}` in the title becomes the day of opening.
 * @param opensAt unix seconds
 */
export function repeatPlan(first: WindowPlan, opensAt: number): WindowPlan {
  const days = officeDaysBetween(parseTime(first.timetable.opensAt), opensAt);
  const move = (time: string): string => formatTime(moveByOfficeDays(parseTime(time), days));
  const { opensAt: opening, closesAt, freezeAt, revealBy, drawAt, refill } = first.timetable;
  return {
    ...first,
    title: first.title.replaceAll('{date}', officeDate(opensAt)),
    timetable: {
      opensAt: move(opening),
      closesAt: move(closesAt),
      freezeAt: move(freezeAt),
      revealBy: move(revealBy),
      drawAt: move(drawAt),
      refill: { ...refill, firstAt: move(refill.firstAt), lastAt: move(refill.lastAt) },
    },
  };
}

/**
 * The opening after `opensAt`. Counted from the first one and not from the last, so that an hour shifted once by a clock
 * change is not shifted for ever.
 */
export function openingAfter(first: WindowPlan, opensAt: number, repeatDays: number): number {
  const start = parseTime(first.timetable.opensAt);
  return moveByOfficeDays(start, officeDaysBetween(start, opensAt) + repeatDays);
}
