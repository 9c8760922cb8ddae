import { createHash } from 'node:crypto';
import { rankEntries } from '../../../../src/core';
import { addExpectations, bandOf, DrawExpectations } from '../../../../src/modules/draws/fairness/chance-band';

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

/** How many of each class are among the first places, in one draw with that seed. */
function drawOnce(seed: string, classes: readonly { tickets: number; entries: number }[], places: number): Map<number, number> {
  const entries = classes.flatMap(({ tickets, entries: count }) =>
    Array.from({ length: count }, (_, n) => ({ ticketId: hex(`${tickets} ${n}`).slice(0, 32), tickets })),
  );
  const first = new Map<number, number>();
  for (const index of rankEntries(hex(seed), entries).order.slice(0, places)) {
    const { tickets } = entries[index]!;
    first.set(tickets, (first.get(tickets) ?? 0) + 1);
  }
  return first;
}

describe('what the rule lets expect', () => {
  const CLASSES = [
    { tickets: 1, entries: 60 },
    { tickets: 4, entries: 30 },
    { tickets: 16, entries: 12 },
  ];
  const PLACES = 25;
  const DRAWS = 600;

  it('holds 95 of 100 real draws within its band, and has their mean and spread', () => {
    const expectations = new DrawExpectations(CLASSES, PLACES);
    const draws = Array.from({ length: DRAWS }, (_, n) => drawOnce(`draw ${n}`, CLASSES, PLACES));
    for (const each of CLASSES) {
      const expectation = expectations.of([each]);
      const band = bandOf(expectation, each.entries);
      const counts = draws.map((first) => first.get(each.tickets) ?? 0);
      const mean = counts.reduce((sum, count) => sum + count, 0) / DRAWS;
      const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / DRAWS;
      const inside = counts.filter((count) => count >= band.low && count <= band.high).length / DRAWS;
      expect(inside).toBeGreaterThanOrEqual(0.95);
      expect(inside).toBeLessThan(0.999);
      expect(Math.abs(mean - expectation.expected)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
      expect(variance / expectation.variance).toBeGreaterThan(0.8);
      expect(variance / expectation.variance).toBeLessThan(1.25);
    }
  });

  it('adds up to the places, exactly for a small draw and by the limit formula for a large one', () => {
    const small = new DrawExpectations(CLASSES, PLACES);
    expect(small.isExact).toBe(true);
    expect(small.of(CLASSES).expected).toBeCloseTo(PLACES, 9);
    const many = CLASSES.map(({ tickets, entries }) => ({ tickets, entries: entries * 1000 }));
    const large = new DrawExpectations(many, PLACES * 1000);
    expect(large.isExact).toBe(false);
    expect(large.of(many).expected).toBeCloseTo(PLACES * 1000, 3);
    expect(large.of(many).variance).toBeCloseTo(0, 6);
  });

  it.each([
    [102, 1],
    [0, 0],
  ])('leaves nothing to chance with %i places', (places, share) => {
    const expectations = new DrawExpectations(CLASSES, places);
    for (const each of CLASSES) {
      const people = each.entries * share;
      expect(bandOf(expectations.of([each]), each.entries)).toEqual({ expected: people, low: people, high: people });
    }
  });

  it('adds up draws that know nothing of each other', () => {
    expect(
      addExpectations([
        { expected: 2, variance: 1 },
        { expected: 3, variance: 4 },
      ]),
    ).toEqual({ expected: 5, variance: 5 });
    expect(bandOf({ expected: 5, variance: 5 }, 6)).toEqual({ expected: 5, low: 0, high: 6 });
  });
});
