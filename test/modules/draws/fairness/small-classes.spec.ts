import fc from 'fast-check';
import { foldSmall, LEAST_PEOPLE, mergeNeighbours, mergeShown } from '../../../../src/modules/draws/fairness/small-classes';
import { binLengthFor, coarsen } from '../../../../src/modules/draws/fairness/window-bins';

const counts = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);

describe('neighbouring classes', () => {
  it('are put together until nobody stands alone', () => {
    const people = [2, 2, 9, 1, 6, 3];
    expect(mergeNeighbours([0, 1, 2, 3, 4, 5], (each) => people[each]!)).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(mergeNeighbours([0, 1], () => 2)).toEqual([]);
  });

  it('lose nobody and show no small class, whatever the numbers', () => {
    fc.assert(
      fc.property(counts, (people) => {
        const groups = mergeNeighbours([...people.keys()], (each) => people[each]!);
        if (sum(people) < LEAST_PEOPLE) return expect(groups).toEqual([]);
        expect(groups.flat()).toEqual([...people.keys()]);
        for (const group of groups) expect(sum(group.map((each) => people[each]!))).toBeGreaterThanOrEqual(LEAST_PEOPLE);
      }),
    );
  });

  it('of several draws are added up only as whole groups that each draw shows itself', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
        (draws) => {
          const lists = draws.map((people) =>
            mergeNeighbours(
              [...people.keys()].filter((key) => people[key]! > 0),
              (each) => people[each]!,
            ),
          );
          const merged = mergeShown(lists, (each) => sum(draws.map((people, n) => (lists[n]!.length > 0 ? people[each]! : 0))));
          for (const group of merged) {
            for (const own of lists.flat()) {
              const inside = own.filter((each) => group[0]! <= each && each <= group.at(-1)!);
              expect([0, own.length]).toContain(inside.length);
            }
          }
          expect(merged.flat()).toEqual([...new Set(lists.flat(2))].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('classes without an order', () => {
  const fold = (people: readonly number[]) => foldSmall(people, (each) => each);

  it('put their small ones into a rest that is no small one itself', () => {
    expect(fold([20, 3, 4, 9])).toEqual({ shown: [20, 9], rest: 7 });
    expect(fold([20, 3, 9])).toEqual({ shown: [20], rest: 12 });
    expect(fold([3])).toEqual({ shown: [], rest: null });
    expect(fold([20, 9, 0])).toEqual({ shown: [20, 9], rest: 0 });
    expect(fold([])).toEqual({ shown: [], rest: 0 });
  });

  it('lose nobody, whatever the numbers', () => {
    fc.assert(
      fc.property(counts, (people) => {
        const { shown, rest } = fold(people);
        if (rest === null) return expect(sum(people)).toBeLessThan(LEAST_PEOPLE);
        expect(sum(shown) + rest).toBe(sum(people));
        expect(rest === 0 || rest >= LEAST_PEOPLE).toBe(true);
        expect(shown.every((each) => each >= LEAST_PEOPLE)).toBe(true);
      }),
    );
  });
});

describe('stretches of a window', () => {
  it('are few enough to be told apart, and become longer ones without remainder', () => {
    const hour = 3600;
    expect([30, 24 * hour, 5 * 24 * hour, 14 * 24 * hour, 60 * 24 * hour].map(binLengthFor)).toEqual([
      2,
      hour,
      6 * hour,
      24 * hour,
      7 * 24 * hour,
    ]);
    expect([-1, 0, 5, 6, 13].map((bin) => coarsen(bin, hour, 6 * hour))).toEqual([-1, 0, 0, 1, 2]);
  });
});
