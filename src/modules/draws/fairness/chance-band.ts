import { chanceExact, chanceLarge, type TicketClass } from '../../../core';

/** How many entries with so many tickets a group has. */
export type Members = readonly TicketClass[];

/** How many of a group the rule puts among the first places, and where 95 of 100 draws end. In people. */
export interface Expectation {
  readonly expected: number;
  readonly variance: number;
}

export interface Band {
  readonly expected: number;
  /** Whole numbers of people. */
  readonly low: number;
  readonly high: number;
}

/** Half the width of a 95 % interval of the normal distribution, in standard deviations. */
const NORMAL_95 = 1.959964;

/**
 * What one draw's rule lets expect for any group of its entries: how many of them are among the first `places` ranks.
 *
 * The rank depends on tickets alone (docs/spec: draw), so that this is a test of chance, untouched by wishes, sizes and pots. The expected
 * number adds up the chances of the core: the exact ones for small draws, those of the limit formula otherwise. Its variance is that of
 * drawing without putting back: with λ of that formula each entry is in with p = 1 − exp(−λ·tickets) independently, and the condition that
 * exactly `places` are in takes away, to first order, the group's share w of the movement of λ:
 * `(1 − w)² · Σ p(1 − p) inside + w² · Σ p(1 − p) outside`, w = share of `Σ tickets · exp(−λ·tickets)`.
 */
export class DrawExpectations {
  /** Whether the expected numbers are exact, not those of the limit formula. */
  readonly isExact: boolean;
  private readonly chances: ReadonlyMap<number, { chance: number; spread: number; pull: number }>;
  private readonly total: { spread: number; pull: number };

  /** @param classes all entries of the draw by tickets  @param places how many ranks are looked at, at most one an entry */
  constructor(classes: Members, places: number) {
    const { lambda, chances } = chanceLarge(classes, places);
    const exact = findExact(classes, places);
    this.isExact = exact !== null;
    this.chances = new Map(
      classes.map(({ tickets }, index) => {
        const chance = chances[index]!;
        const pull = Number.isFinite(lambda) ? tickets * Math.exp(-lambda * tickets) : 0;
        return [tickets, { chance: exact?.[index] ?? chance, spread: chance * (1 - chance), pull }];
      }),
    );
    this.total = this.sum(classes);
  }

  /** The chance of one entry with so many tickets. */
  chanceOf(tickets: number): number {
    return this.chances.get(tickets)!.chance;
  }

  of(group: Members): Expectation {
    const { spread, pull } = this.sum(group);
    const share = this.total.pull === 0 ? 0 : pull / this.total.pull;
    const variance = (1 - share) ** 2 * spread + share ** 2 * (this.total.spread - spread);
    return { expected: group.reduce((sum, { tickets, entries }) => sum + entries * this.chanceOf(tickets), 0), variance };
  }

  private sum(group: Members): { spread: number; pull: number } {
    return group.reduce(
      (sum, { tickets, entries }) => {
        const { spread, pull } = this.chances.get(tickets)!;
        return { spread: sum.spread + entries * spread, pull: sum.pull + entries * pull };
      },
      { spread: 0, pull: 0 },
    );
  }
}

/**
 * Where the number of people ends in 95 of 100 draws: the normal distribution with that mean and variance, widened to whole people.
 * @param people of the group; nobody expects more
 */
export function bandOf({ expected, variance }: Expectation, people: number): Band {
  const half = NORMAL_95 * Math.sqrt(Math.max(0, variance));
  // A sum of chances that is 5 may come out as 4.999…
  const low = Math.floor(Math.max(0, expected - half + 1e-9));
  const high = Math.min(people, Math.ceil(Math.max(0, expected + half - 1e-9)));
  return { expected, low, high };
}

/** Several draws are independent of each other. */
export function addExpectations(parts: readonly Expectation[]): Expectation {
  return parts.reduce((sum, each) => ({ expected: sum.expected + each.expected, variance: sum.variance + each.variance }), {
    expected: 0,
    variance: 0,
  });
}

function findExact(classes: Members, places: number): number[] | null {
  try {
    return chanceExact(classes, places);
  } catch {
    // Too many states: then the limit formula is the right one.
    return null;
  }
}
