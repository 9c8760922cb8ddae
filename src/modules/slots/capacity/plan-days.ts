import { Temporal } from 'temporal-polyfill';
import { officeMoment } from '../../windows';
import type { SlotFileRow } from '../slot-file';
import type { CapacityPattern, Shift } from './capacity-pattern';
import { publicHolidays } from './public-holidays';

const MINUTE = 60;

/** Why nobody works on a day: a public holiday or a closure, with its name. */
interface DayOff {
  readonly kind: 'holiday' | 'closure';
  readonly name: string;
}

/** What a pattern makes of one day. */
export interface PlannedDay {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly off: DayOff | null;
  /** Lines are counted over all days, from 1. */
  readonly slots: readonly SlotFileRow[];
}

/**
 * The slots that a pattern makes, day by day, both days included. Days without any work are left out unless something keeps them free. Pure.
 *
 * A shift begins and ends by the office's clock; in between slots follow each other in real time. Where clocks change a shift across that hour is an hour
 * longer or shorter, and no slot begins at a time that does not exist.
 */
export function planDays(pattern: CapacityPattern, from: string, until: string): PlannedDay[] {
  const holidays = pattern.land === null ? new Map<string, string>() : publicHolidays(pattern.land, from, until);
  const days: PlannedDay[] = [];
  let line = 0;
  for (const date of datesBetween(from, until)) {
    const shifts = pattern.shifts.filter(({ weekdays }) => weekdays.includes(weekdayOf(date)));
    if (shifts.length === 0) continue;
    const off = dayOffOf(pattern, holidays, date);
    const slots = off === null ? shifts.flatMap((shift) => slotsOf(shift, date)) : [];
    days.push({ date, off, slots: slots.map((slot) => ({ ...slot, line: ++line })) });
  }
  return days;
}

/** How many days there are from one to another, both included; 0 where they are the wrong way round. @throws RangeError for what is no date */
export function countDays(from: string, until: string): number {
  return Math.max(0, Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days + 1);
}

function dayOffOf({ closures }: CapacityPattern, holidays: ReadonlyMap<string, string>, date: string): DayOff | null {
  const holiday = holidays.get(date);
  if (holiday !== undefined) return { kind: 'holiday', name: holiday };
  const closure = closures.find(({ from, until }) => from <= date && date <= until);
  return closure ? { kind: 'closure', name: closure.note } : null;
}

function slotsOf(shift: Shift, date: string): Omit<SlotFileRow, 'line'>[] {
  const { counters, group, label, place } = shift;
  const [begin, end] = [officeMoment(date, shift.from), officeMoment(date, shift.until)];
  const length = shift.slotMinutes * MINUTE;
  const starts: number[] = [];
  for (let start = begin; start + length <= end; start += length) starts.push(start);
  return counters.flatMap((counter) =>
    starts.map((startsAt) => ({ slotId: null, group, counter, startsAt, endsAt: startsAt + length, label, place })),
  );
}

function* datesBetween(from: string, until: string): Generator<string> {
  const last = Temporal.PlainDate.from(until);
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    yield day.toString();
}

function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}
