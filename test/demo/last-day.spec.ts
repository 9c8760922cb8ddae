import { join } from 'node:path';
import { lastDayOf, newcomerOf } from '../../src/demo/act-8-today';
import { readExamples } from '../../src/demo/examples';
import { inventBot, inventPeople } from '../../src/demo/people';
import { timetableOfWeeks } from '../../src/demo/timetable';

const FOLDER = join(__dirname, '..', '..', 'examples');
const DAY = 86_400_000;

test.each(['2026-11-26T01:00:00Z', '2026-11-29T23:59:00Z', '2027-02-15T12:00:00Z'])(
  'begun at %s, the demo comes to rest on a Monday after everything else, with time for the next draw',
  (now) => {
    const examples = readExamples(new Date(now), FOLDER);
    const day = new Date(`${lastDayOf(examples)}T00:00:00Z`);
    expect(day.getUTCDay()).toBe(1);
    const ends = examples.slots.map(({ ends_at }) => Date.parse(ends_at));
    // The window is closed out a day after its last appointment.
    expect(day.getTime()).toBeGreaterThan(Math.max(...ends) + DAY);
    const { refill } = timetableOfWeeks(day);
    const starts = examples.slots.map(({ starts_at }) => Date.parse(starts_at) + 42 * DAY);
    expect(Math.min(...starts)).toBeGreaterThan(Date.parse(refill.lastAt) + DAY);
  },
);

test('nobody else has the cases of the last day, or of whoever reads along', () => {
  const { cases } = readExamples(new Date(), FOLDER);
  const taken = new Set([...inventPeople(cases), ...inventBot(cases)].map(({ caseNumber }) => caseNumber));
  for (const { case_number } of [newcomerOf({ cases }), ...cases.slice(-12)]) expect(taken).not.toContain(case_number);
});
