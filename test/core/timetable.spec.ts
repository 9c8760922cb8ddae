import { checkTimetable, drawTimes, parseTime, roundAt } from '../../src/core';
import { announcement } from './support/composed-record';
import { expectCode } from './support/expect-code';

describe('the moments of a draw', () => {
  it('of the main draw are the announced ones', () => {
    const { timetable, beacon } = announcement;
    expect(drawTimes(announcement, 0)).toEqual({
      freezeAt: parseTime(timetable.freezeAt),
      revealBy: parseTime(timetable.revealBy),
      drawAt: parseTime(timetable.drawAt),
      round: roundAt(beacon, parseTime(timetable.drawAt)),
    });
  });

  it.each([
    [1, '2026-01-10T00:00:00Z', '2026-01-09T23:00:00Z', '2026-01-09T23:30:00Z'],
    [2, '2026-01-11T00:00:00Z', '2026-01-10T23:00:00Z', '2026-01-10T23:30:00Z'],
    [3, '2026-01-12T00:00:00Z', '2026-01-11T23:00:00Z', '2026-01-11T23:30:00Z'],
  ])('of refill %d are the announced seconds before its instant', (number, drawAt, freezeAt, revealBy) => {
    expect(drawTimes(announcement, number)).toEqual({
      drawAt: parseTime(drawAt),
      freezeAt: parseTime(freezeAt),
      revealBy: parseTime(revealBy),
      round: roundAt(announcement.beacon, parseTime(drawAt)),
    });
  });

  it.each([4, -1, 1.5, Number.NaN])('do not exist for draw %d', (number) => {
    expectCode('announcement.number', () => drawTimes(announcement, number));
  });

  it('follow one another from the opening to the last refill', () => {
    checkTimetable(announcement);
    const moments = [0, 1, 2, 3].flatMap((number) => {
      const { freezeAt, revealBy, drawAt } = drawTimes(announcement, number);
      return [freezeAt, revealBy, drawAt];
    });
    expect([...moments].sort((a, b) => a - b)).toEqual(moments);
    expect(new Set(moments).size).toBe(moments.length);
  });
});
