/** Seconds from now to each moment of the demo's window. In an office these are days. */
const AFTER = { opens: 4, closes: 34, freeze: 35, reveal: 41, draw: 46, refill: 90 };

/** Time in which an offer has to be answered, in seconds: ends before the refill is frozen. */
export const ANSWER_WITHIN = 25;

/** The timetable of a window that is over in about a minute and a half. */
export function timetableFrom(now: Date) {
  const at = (seconds: number): string => `${new Date(now.getTime() + seconds * 1000).toISOString().slice(0, 19)}Z`;
  return {
    opensAt: at(AFTER.opens),
    closesAt: at(AFTER.closes),
    freezeAt: at(AFTER.freeze),
    revealBy: at(AFTER.reveal),
    drawAt: at(AFTER.draw),
    refill: { firstAt: at(AFTER.refill), everySeconds: 60, lastAt: at(AFTER.refill), freezeSecondsBefore: 10, revealSecondsBefore: 5 },
  };
}

const [HOUR, DAY] = [3600, 86_400];

/** The timetable of an office: open from in a moment for a week, with refills on the days after its draw. */
export function timetableOfWeeks(now: Date) {
  const at = (seconds: number): string => `${new Date(now.getTime() + seconds * 1000).toISOString().slice(0, 19)}Z`;
  const closes = 7 * DAY;
  return {
    opensAt: at(AFTER.opens),
    closesAt: at(closes),
    freezeAt: at(closes + HOUR),
    revealBy: at(closes + 3 * HOUR),
    drawAt: at(closes + 5 * HOUR),
    refill: {
      firstAt: at(closes + 2 * DAY),
      everySeconds: DAY,
      lastAt: at(closes + 4 * DAY),
      freezeSecondsBefore: 2 * HOUR,
      revealSecondsBefore: HOUR,
    },
  };
}
