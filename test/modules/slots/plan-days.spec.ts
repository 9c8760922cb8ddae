import { formatTime } from '../../../src/core';
import type { CapacityPattern, Shift } from '../../../src/modules/slots';
import { changesBetween, LANDS } from '../../../src/modules/slots';
import { findClash } from '../../../src/modules/slots/capacity/capacity-pattern';
import { countDays, planDays } from '../../../src/modules/slots/capacity/plan-days';
import { publicHolidays } from '../../../src/modules/slots/capacity/public-holidays';

const SHIFT: Shift = {
  id: 's1',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  from: '08:00',
  until: '09:10',
  slotMinutes: 20,
  counters: ['c1'],
  group: 'mornings',
  label: 'general',
  place: 'Room 3.12',
};
const patternOf = (shift: Partial<Shift> = {}, more: Partial<CapacityPattern> = {}): CapacityPattern => ({
  land: null,
  shifts: [{ ...SHIFT, ...shift }],
  closures: [],
  ...more,
});
const startsOf = (pattern: CapacityPattern, day: string): string[] =>
  planDays(pattern, day, day).flatMap(({ slots }) => slots.map(({ startsAt }) => formatTime(startsAt)));

describe('slots of a pattern', () => {
  it('follow each other from the beginning, and none lasts beyond the end', () => {
    expect(startsOf(patternOf(), '2026-01-14')).toEqual(['2026-01-14T07:00:00Z', '2026-01-14T07:20:00Z', '2026-01-14T07:40:00Z']);
  });

  it('begin at eight by the office clock in winter and in summer', () => {
    expect(startsOf(patternOf(), '2026-03-28')[0]).toBe('2026-03-28T07:00:00Z');
    expect(startsOf(patternOf(), '2026-03-29')[0]).toBe('2026-03-29T06:00:00Z');
    expect(startsOf(patternOf(), '2026-10-24')[0]).toBe('2026-10-24T06:00:00Z');
    expect(startsOf(patternOf(), '2026-10-25')[0]).toBe('2026-10-25T07:00:00Z');
  });

  it('are fewer across the hour that is skipped and more across the one that comes twice, and never overlap', () => {
    const night = patternOf({ from: '01:00', until: '04:00', slotMinutes: 30 });
    expect(startsOf(night, '2026-03-29')).toHaveLength(4);
    expect(startsOf(night, '2026-01-14')).toHaveLength(6);
    const autumn = startsOf(night, '2026-10-25');
    expect(autumn).toHaveLength(8);
    expect(new Set(autumn).size).toBe(8);
    expect(startsOf(patternOf({ from: '02:15', until: '02:45' }), '2026-03-29')).toEqual(['2026-03-29T01:15:00Z']);
  });

  it('are made for each counter, on the days of the week that are named', () => {
    const days = planDays(patternOf({ weekdays: [1, 3], counters: ['a', 'b'] }), '2026-01-12', '2026-01-18');
    expect(days.map(({ date, slots }) => [date, slots.length])).toEqual([
      ['2026-01-12', 6],
      ['2026-01-14', 6],
    ]);
    expect(days.flatMap(({ slots }) => slots.map(({ line }) => line))).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it('are not made on public holidays of the state and on closures, and the day says why', () => {
    const closures = [{ from: '2026-01-07', until: '2026-01-08', note: 'Umzug' }];
    const days = planDays(patternOf({}, { land: 'BY', closures }), '2026-01-05', '2026-01-09');
    expect(days.map(({ date, off, slots }) => [date, off?.name ?? slots.length])).toEqual([
      ['2026-01-05', 3],
      ['2026-01-06', 'Heilige Drei Könige'],
      ['2026-01-07', 'Umzug'],
      ['2026-01-08', 'Umzug'],
      ['2026-01-09', 3],
    ]);
    expect(planDays(patternOf({}, { land: 'BE' }), '2026-01-06', '2026-01-06')[0]!.off).toBeNull();
  });

  it('span years: holidays of both count', () => {
    const off = planDays(patternOf({}, { land: 'NW' }), '2026-12-24', '2027-01-02').filter((day) => day.off);
    expect(off.map(({ date }) => date)).toEqual(['2026-12-25', '2026-12-26', '2027-01-01']);
  });
});

it.each(LANDS)('knows the nine holidays that all states have, in %s', (land) => {
  expect([...publicHolidays(land, '2027-01-01', '2027-12-31').keys()]).toEqual(
    expect.arrayContaining([
      '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-05-06', '2027-05-17', '2027-10-03', '2027-12-25', '2027-12-26',
    ]),
  ); // prettier-ignore
});

it('counts days, both included', () => {
  expect([countDays('2026-01-01', '2026-01-01'), countDays('2026-01-01', '2026-12-31'), countDays('2026-01-02', '2026-01-01')]).toEqual([
    1, 365, 0,
  ]);
});

it('finds a counter that would work twice at once', () => {
  const later = (changes: Partial<Shift>): Shift => ({ ...SHIFT, id: 's2', ...changes });
  expect(findClash([SHIFT, later({})])?.[1].id).toBe('s2');
  expect(findClash([SHIFT, later({ from: '09:10', until: '10:00' })])).toBeNull();
  expect(findClash([{ ...SHIFT, weekdays: [1] }, later({ weekdays: [2] })])).toBeNull();
  expect(findClash([SHIFT, later({ counters: ['c2'] })])).toBeNull();
});

it('tells what has changed between two versions', () => {
  const before = patternOf();
  const changed = { ...SHIFT, place: 'Room 4' };
  const added = { ...SHIFT, id: 's2', counters: ['c2'] };
  const closure = { from: '2026-01-07', until: '2026-01-07', note: 'Umzug' };
  expect(changesBetween(before, { land: 'BY', shifts: [changed, added], closures: [closure] })).toEqual({
    added: [added],
    removed: [],
    changed: [{ before: SHIFT, after: changed }],
    closuresAdded: [closure],
    closuresRemoved: [],
    land: true,
  });
});
