import { roundAt } from '../beacon';
import { formatTime, parseTime } from '../encoding/time';
import { CoreError } from '../errors';
import type { Announcement } from './announcement';

/** The moments of one draw, in Unix seconds, and its round. */
export interface DrawTimes {
  /** When entries and slots are frozen. */
  readonly freezeAt: number;
  /** The reveal instant: secrets not published by then do not count. */
  readonly revealBy: number;
  /** The draw instant. */
  readonly drawAt: number;
  /** The first round at or after the draw instant. */
  readonly round: number;
}

/** Throws `announcement.timetable` unless the announced times are in the order of record.md. */
export function checkTimetable({ timetable }: Pick<Announcement, 'timetable'>): void {
  const { refill } = timetable;
  const [opens, closes, freeze, reveal, draw, first] = [
    timetable.opensAt,
    timetable.closesAt,
    timetable.freezeAt,
    timetable.revealBy,
    timetable.drawAt,
    refill.firstAt,
  ].map(parseTime) as [number, number, number, number, number, number];
  const rules: readonly (readonly [string, boolean])[] = [
    ['opensAt < closesAt', opens < closes],
    ['closesAt <= freezeAt', closes <= freeze],
    ['freezeAt < revealBy', freeze < reveal],
    ['revealBy < drawAt', reveal < draw],
    ['revealSecondsBefore > 0', refill.revealSecondsBefore > 0],
    ['freezeSecondsBefore > revealSecondsBefore', refill.freezeSecondsBefore > refill.revealSecondsBefore],
    ['everySeconds > freezeSecondsBefore', refill.everySeconds > refill.freezeSecondsBefore],
    ['firstAt - freezeSecondsBefore > drawAt', first - refill.freezeSecondsBefore > draw],
  ];
  const broken = rules.find(([, holds]) => !holds);
  if (broken !== undefined) throw new CoreError('announcement.timetable', { expected: broken[0], actual: 'not so' });
}

/**
 * The moments of draw `number` (0 main, 1, 2, … refills) by the announced timetable (record.md). Throws
 * `announcement.number` for a refill after the last announced one.
 */
export function drawTimes({ timetable, beacon }: Pick<Announcement, 'timetable' | 'beacon'>, number: number): DrawTimes {
  if (number === 0) {
    const [freezeAt, revealBy] = [parseTime(timetable.freezeAt), parseTime(timetable.revealBy)];
    const drawAt = parseTime(timetable.drawAt);
    return { freezeAt, revealBy, drawAt, round: roundAt(beacon, drawAt) };
  }
  const { refill } = timetable;
  const drawAt = parseTime(refill.firstAt) + (number - 1) * refill.everySeconds;
  if (!Number.isSafeInteger(number) || number < 1 || drawAt > parseTime(refill.lastAt)) {
    throw new CoreError('announcement.number', { expected: `a draw at or before ${refill.lastAt}`, actual: String(number) });
  }
  return {
    freezeAt: drawAt - refill.freezeSecondsBefore,
    revealBy: drawAt - refill.revealSecondsBefore,
    drawAt,
    round: roundAt(beacon, drawAt),
  };
}

/** A moment for messages; one beyond the calendar is told in seconds. */
export function describeTime(unixSeconds: number): string {
  try {
    return formatTime(unixSeconds);
  } catch {
    return `${unixSeconds} s`;
  }
}
