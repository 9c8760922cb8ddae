import { formatTime, parseTime } from '../../../src/core';
import { moveByOfficeDays, officeDate, officeDay, officeDaysBetween } from '../../../src/modules/windows/office-calendar';

describe("the office's calendar", () => {
  it("is Berlin's, whatever the zone of the machine", () => {
    expect(officeDate(parseTime('2026-03-01T22:59:59Z'))).toBe('2026-03-01');
    expect(officeDate(parseTime('2026-03-01T23:00:00Z'))).toBe('2026-03-02');
    expect(officeDate(parseTime('2026-07-01T22:00:00Z'))).toBe('2026-07-02');
  });

  it('has days of 23, 24 and 25 hours', () => {
    const hoursOf = (date: string): number => (officeDay(date).until - officeDay(date).from) / 3600;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(hoursOf)).toEqual([24, 23, 25]);
    expect(formatTime(officeDay('2026-03-29').from)).toBe('2026-03-28T23:00:00Z');
    expect(() => officeDay('2026-02-30')).toThrow(RangeError);
  });

  it('keeps the time on the wall when the clocks change', () => {
    const monday = parseTime('2026-03-23T07:00:00Z'); // eight in the morning, winter time
    expect(formatTime(moveByOfficeDays(monday, 7))).toBe('2026-03-30T06:00:00Z'); // eight in the morning, summer time
    expect(officeDaysBetween(monday, moveByOfficeDays(monday, 7))).toBe(7);
  });
});
