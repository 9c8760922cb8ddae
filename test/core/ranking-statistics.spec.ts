import { createHash } from 'node:crypto';
import { chanceExact, rankEntries } from '../../src/core';

/**
 * Fixed seeds, so the numbers below are always the same ones: nothing here can fail by bad luck, only by a change. The
 * bounds are quantiles of the chi-square distribution at 0.999, as they would be written down before a draw.
 */
const DRAWS = 20_000;
const CHI_SQUARE_999 = { 2: 13.816, 23: 49.728 } as const;

const seeds = Array.from({ length: DRAWS }, (_, draw) => createHash('sha256').update(`statistics ${draw}`).digest('hex'));
const entries = [1, 2, 4, 9].map((tickets, number) => ({ ticketId: createHash('md5').update(`entry ${number}`).digest('hex'), tickets }));

/** Probability of one order under Plackett-Luce: each place goes to one of those left, by tickets. */
function probabilityOf(order: readonly number[]): number {
  let left = entries.reduce((sum, entry) => sum + entry.tickets, 0);
  return order.reduce((probability, entry) => {
    const { tickets } = entries[entry]!;
    const share = tickets / left;
    left -= tickets;
    return probability * share;
  }, 1);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

describe('the order of the ranking over many draws', () => {
  const observed = new Map<string, number>();
  for (const seed of seeds) {
    const order = rankEntries(seed, entries).order.join();
    observed.set(order, (observed.get(order) ?? 0) + 1);
  }

  it('is distributed as weighted sampling without replacement (Plackett-Luce), all 24 orders', () => {
    const orders = permutations([0, 1, 2, 3]);
    const chiSquare = orders.reduce((sum, order) => {
      const expected = DRAWS * probabilityOf(order);
      expect(expected).toBeGreaterThan(5);
      return sum + ((observed.get(order.join()) ?? 0) - expected) ** 2 / expected;
    }, 0);
    expect(orders).toHaveLength(24);
    expect(chiSquare).toBeLessThan(CHI_SQUARE_999[23]);
    // The same test notices it if chances were proportional to nothing: with uniform expectations it fails by far.
    const uniform = orders.reduce((sum, order) => sum + ((observed.get(order.join()) ?? 0) - DRAWS / 24) ** 2 / (DRAWS / 24), 0);
    expect(uniform).toBeGreaterThan(100 * CHI_SQUARE_999[23]);
  });

  it('puts each entry among the first two as often as the exact chance says (4 standard deviations)', () => {
    const chances = chanceExact(
      entries.map(({ tickets }) => ({ tickets, entries: 1 })),
      2,
    );
    chances.forEach((chance, entry) => {
      const count = [...observed].reduce((sum, [order, times]) => sum + (order.split(',').indexOf(String(entry)) < 2 ? times : 0), 0);
      expect(Math.abs(count - DRAWS * chance)).toBeLessThan(4 * Math.sqrt(DRAWS * chance * (1 - chance)));
    });
  });

  it("gives each of an entry's lots the same chance to be its smallest", () => {
    const three = [{ ticketId: entries[0]!.ticketId, tickets: 3 }];
    const counts = [0, 0, 0];
    for (const seed of seeds) counts[rankEntries(seed, three).j[0]! - 1]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - DRAWS / 3) ** 2 / (DRAWS / 3), 0);
    expect(chiSquare).toBeLessThan(CHI_SQUARE_999[2]);
  });
});
