import { officeDate, officeDay } from '../../windows';

const DAY = 86_400;

/**
 * Until when a holder can answer: some days, and at the latest until the end of the day before the appointment.
 * @param now unix seconds, as are `startsAt` and the result
 * @param days to answer
 * @param postDays that the letter is on its way
 * @returns null when less than a whole day would be left: then nobody can be heard any more
 */
export function answerByOf(now: number, startsAt: number, days: number, postDays: number): number | null {
  const dayBeforeEnds = officeDay(officeDate(startsAt)).from - 1;
  const answerBy = Math.min(now + (days + postDays) * DAY, dayBeforeEnds);
  return answerBy < now + (1 + postDays) * DAY ? null : answerBy;
}
