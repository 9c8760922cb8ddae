import type { Land } from './public-holidays';

/** Groups and labels (docs/spec: bytes). */
export const GROUP_NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;
/** As in a file of slots. */
export const COUNTER_NAME = /^[a-z0-9][a-z0-9._-]{0,30}$/;
export const SLOT_PLACE = /^[^\p{Cc}\p{Surrogate}]{1,200}$/u;
export const LEAST_SLOT_MINUTES = 5;
export const MOST_SLOT_MINUTES = 480;

/** Some counters that work on some days of the week. Clock times are the office's (Europe/Berlin). */
export interface Shift {
  /** Tells shifts of one pattern apart, also when two people change it at once. */
  readonly id: string;
  /** 1 is Monday, 7 is Sunday; ascending. */
  readonly weekdays: readonly number[];
  /** `HH:MM` */
  readonly from: string;
  /** `HH:MM`; a slot that would last longer is left out. */
  readonly until: string;
  readonly slotMinutes: number;
  readonly counters: readonly string[];
  readonly group: string;
  readonly label: string;
  /** Where to go, for people: "Room 3.12". */
  readonly place: string;
}

/** Days on which the office is closed, both included. `YYYY-MM-DD`. */
export interface Closure {
  readonly from: string;
  readonly until: string;
  readonly note: string;
}

/** What an office can offer of a service in an ordinary week, and when not. */
export interface CapacityPattern {
  /** Whose public holidays are free; null: none are. */
  readonly land: Land | null;
  readonly shifts: readonly Shift[];
  readonly closures: readonly Closure[];
}

export const EMPTY_PATTERN: CapacityPattern = { land: null, shifts: [], closures: [] };

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** Two shifts that would put one counter to work twice at once; null where there are none. The later in the list comes second. */
export function findClash(shifts: readonly Shift[]): readonly [Shift, Shift] | null {
  for (const [place, later] of shifts.entries()) {
    const earlier = shifts.slice(0, place).find((each) => clash(each, later));
    if (earlier) return [earlier, later];
  }
  return null;
}

function clash(a: Shift, b: Shift): boolean {
  return (
    a.weekdays.some((day) => b.weekdays.includes(day)) &&
    a.counters.some((counter) => b.counters.includes(counter)) &&
    minutesOf(a.from) < minutesOf(b.until) &&
    minutesOf(b.from) < minutesOf(a.until)
  );
}

/** Slots of an ordinary week, without any day off. */
export function slotsAWeek({ shifts }: CapacityPattern): number {
  return shifts.reduce((sum, { weekdays, counters, from, until, slotMinutes }) => {
    return sum + weekdays.length * counters.length * Math.floor((minutesOf(until) - minutesOf(from)) / slotMinutes);
  }, 0);
}
