import { Temporal } from 'temporal-polyfill';

/** Offices live by this zone's days, whatever zone a server runs in (docs/spec: policy counts days in it, too). */
export const OFFICE_ZONE = 'Europe/Berlin';

const inZone = (unixSeconds: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(unixSeconds * 1000).toZonedDateTimeISO(OFFICE_ZONE);
const unixSeconds = (time: Temporal.ZonedDateTime): number => Math.floor(time.epochMilliseconds / 1000);

/** The office's date `YYYY-MM-DD` at a moment in unix seconds. */
export function officeDate(moment: number): string {
  return inZone(moment).toPlainDate().toString();
}

/**
 * First moment of the office's day `date` and first moment of the next, in unix seconds. A day has 23 hours in March
 * and 25 in October.
 * @throws RangeError when `date` is no date
 */
export function officeDay(date: string): { from: number; until: number } {
  const from = Temporal.PlainDate.from(date).toZonedDateTime(OFFICE_ZONE);
  return { from: unixSeconds(from), until: unixSeconds(from.add({ days: 1 })) };
}

/** Whole days of the office's calendar from the day of one moment to the day of another. */
export function officeDaysBetween(from: number, to: number): number {
  return inZone(from).toPlainDate().until(inZone(to).toPlainDate(), { largestUnit: 'days' }).days;
}

/** The same wall-clock time `days` later: a window that opens at eight goes on opening at eight when the clocks change. */
export function moveByOfficeDays(moment: number, days: number): number {
  return unixSeconds(inZone(moment).add({ days }));
}

/**
 * The moment at which the office's clock shows `HH:MM` on a day, in unix seconds. A time that is skipped when clocks are put forward is taken as much later;
 * of a time that comes twice the first counts.
 * @throws RangeError when `date` or `clock` is none
 */
export function officeMoment(date: string, clock: string): number {
  return unixSeconds(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: OFFICE_ZONE, plainTime: clock }));
}

/** `HH:MM` on the office's clock at a moment in unix seconds. */
export function officeClock(moment: number): string {
  return inZone(moment).toPlainTime().toString({ smallestUnit: 'minute' });
}
