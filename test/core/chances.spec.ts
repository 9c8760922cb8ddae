import fc from 'fast-check';
import { chanceExact, chanceLarge, type TicketClass } from '../../src/core';
import { expectCode } from './support/expect-code';
import { loadVector } from './support/vectors';

interface ChanceVectors {
  large: { tickets: Record<string, number>; slots: number; lambda_: number; chance: number[] };
  exact: { tickets: Record<string, number>; slots: number; chance: Record<string, number> };
}

const vectors = loadVector<ChanceVectors>('chances');
const classesOf = (tickets: Record<string, number>): TicketClass[] =>
  Object.entries(tickets).map(([count, entries]) => ({ tickets: Number(count), entries }));
const smallClasses = fc.uniqueArray(fc.record({ tickets: fc.integer({ min: 1, max: 16 }), entries: fc.integer({ min: 1, max: 4 }) }), {
  selector: (each) => each.tickets,
  minLength: 1,
  maxLength: 3,
});

describe('chances with many entries', () => {
  it('are those of the vector', () => {
    const { lambda, chances } = chanceLarge(classesOf(vectors.large.tickets), vectors.large.slots);
    expect(lambda).toBeCloseTo(vectors.large.lambda_, 5);
    expect(chances.map((chance) => Number(chance.toFixed(4)))).toEqual(vectors.large.chance);
  });

  it('add up to the slots', () => {
    fc.assert(
      fc.property(smallClasses, fc.nat(11), (classes, slots) => {
        const entries = classes.reduce((sum, each) => sum + each.entries, 0);
        const { chances } = chanceLarge(classes, slots);
        const served = chances.reduce((sum, chance, index) => sum + chance * classes[index]!.entries, 0);
        expect(served).toBeCloseTo(Math.min(slots, entries), 9);
      }),
    );
  });

  it('are 1 where there is a slot for everybody and 0 where there is none', () => {
    expect(chanceLarge([{ tickets: 2, entries: 5 }], 5)).toEqual({ lambda: Number.POSITIVE_INFINITY, chances: [1] });
    expect(chanceLarge([{ tickets: 2, entries: 5 }], 0).chances[0]).toBeCloseTo(0, 12);
  });

  it('come near the exact ones already with some dozens of entries', () => {
    const classes = [
      { tickets: 1, entries: 40 },
      { tickets: 4, entries: 30 },
    ];
    const [exact, large] = [chanceExact(classes, 20), chanceLarge(classes, 20).chances];
    exact.forEach((chance, index) => expect(large[index]).toBeCloseTo(chance, 2));
  });
});

describe('exact chances', () => {
  it('are those of the vector, which is rounded to about ten digits', () => {
    const classes = classesOf(vectors.exact.tickets);
    chanceExact(classes, vectors.exact.slots).forEach((chance, index) => {
      expect(Math.abs(chance - vectors.exact.chance[String(classes[index]!.tickets)]!)).toBeLessThan(1e-10);
    });
  });

  it('are the fractions that the same example has by rational arithmetic', () => {
    const fractions = [45325333 / 355314960, 79625759 / 177657480, 627457 / 704990];
    chanceExact(classesOf(vectors.exact.tickets), vectors.exact.slots).forEach((chance, index) => {
      expect(chance).toBeCloseTo(fractions[index]!, 14);
    });
  });

  it('are those of drawing slip by slip, person by person', () => {
    fc.assert(
      fc.property(smallClasses, fc.integer({ min: 1, max: 4 }), (classes, slots) => {
        const people = classes.flatMap((each, index) => new Array<number>(each.entries).fill(index));
        const expected = drawSlipBySlip(
          people.map((index) => classes[index]!.tickets),
          slots,
        );
        const chances = chanceExact(classes, slots);
        people.forEach((index, person) => expect(chances[index]).toBeCloseTo(expected[person]!, 9));
      }),
      { numRuns: 40 },
    );
  });

  it('are refused where there are too many states, and for what is no count', () => {
    expectCode('chance.too-large', () =>
      chanceExact(
        Array.from({ length: 6 }, (_, index) => ({ tickets: index + 1, entries: 20 })),
        100,
      ),
    );
    expectCode('chance.input', () => chanceExact([{ tickets: 0, entries: 1 }], 1));
    expectCode('chance.input', () => chanceLarge([{ tickets: 1, entries: 1.5 }], 1));
    expectCode('chance.input', () => chanceLarge([{ tickets: 1, entries: 1 }], -1));
  });
});

/** Each person's probability to be among the first `slots`, by going through all orders. */
function drawSlipBySlip(tickets: readonly number[], slots: number): number[] {
  const chances = tickets.map(() => 0);
  const draw = (left: readonly number[], places: number, probability: number): void => {
    const all = left.reduce((sum, person) => sum + tickets[person]!, 0);
    if (places === 0) return;
    for (const person of left) {
      const share = (probability * tickets[person]!) / all;
      chances[person]! += share;
      draw(
        left.filter((other) => other !== person),
        places - 1,
        share,
      );
    }
  };
  draw([...tickets.keys()], slots, 1);
  return chances;
}
