import fc from 'fast-check';
import { indexLane, listOverlaps, type Timed } from '../../../src/modules/slots/lanes';

const slot = (startsAt: number, endsAt: number): Timed => ({ startsAt, endsAt });

describe('places in a lane', () => {
  it('are consecutive exactly where one slot begins when the one before ends', () => {
    expect(indexLane([slot(0, 10), slot(10, 20), slot(25, 30), slot(30, 40)])).toEqual([0, 1, 3, 4]);
  });

  it('follow time and not the order of the file', () => {
    expect(indexLane([slot(30, 40), slot(0, 10), slot(10, 20)])).toEqual([3, 0, 1]);
    expect(indexLane([])).toEqual([]);
  });

  it('let no run of consecutive places cross a gap, for any lane', () => {
    const lengths = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 3 }), length: fc.integer({ min: 1, max: 5 }) }), { maxLength: 40 });
    fc.assert(
      fc.property(lengths, (parts) => {
        let now = 0;
        const slots = parts.map(({ gap, length }) => slot((now += gap), (now += length)));
        const indexes = indexLane(slots);
        for (let i = 1; i < slots.length; i++) {
          const touches = slots[i]!.startsAt === slots[i - 1]!.endsAt;
          expect(indexes[i]! - indexes[i - 1]! === 1).toBe(touches);
          expect(indexes[i]!).toBeGreaterThan(indexes[i - 1]!);
        }
      }),
    );
  });

  it('are told apart from overlaps, a slot within another and a third behind both included', () => {
    expect(listOverlaps([slot(0, 10), slot(10, 20)])).toEqual([]);
    expect(listOverlaps([slot(0, 10), slot(9, 20)])).toEqual([[0, 1]]);
    expect(listOverlaps([slot(5, 20), slot(0, 60), slot(30, 40), slot(60, 70)])).toEqual([[1, 0], [1, 2]]); // prettier-ignore
  });
});
