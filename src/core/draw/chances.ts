import { CoreError } from '../errors';

/** Entries with the same number of tickets. */
export interface TicketClass {
  readonly tickets: number;
  /** How many entries have that many. */
  readonly entries: number;
}

/** More states than this are refused by {@link chanceExact}: it is called while somebody waits for a page. */
const MAX_STATES = 20_000;

/**
 * Chance of one entry of each class to be among the first `slots` ranks, with many entries (draw.md):
 * `1 - exp(-lambda * tickets)`, lambda such that the chances add up to the slots. Sixteen tickets are not sixteen times
 * the chance of one. Groups, pots and sizes are left out. With a slot for everybody, lambda is infinite and every
 * chance 1. For showing, not for drawing: floating point. Throws `chance.input`.
 */
export function chanceLarge(classes: readonly TicketClass[], slots: number): { lambda: number; chances: number[] } {
  const entries = countEntries(classes, slots);
  const lambda = slots >= entries ? Number.POSITIVE_INFINITY : solveLambda(classes, slots);
  return { lambda, chances: classes.map(({ tickets }) => -Math.expm1(-lambda * tickets)) };
}

function solveLambda(classes: readonly TicketClass[], slots: number): number {
  const served = (lambda: number): number =>
    classes.reduce((sum, { tickets, entries }) => sum - entries * Math.expm1(-lambda * tickets), 0);
  let [low, high] = [0, 1];
  while (served(high) < slots) high *= 2;
  // Halving until the two bounds are neighbouring numbers; `served` rises with lambda.
  for (let middle = high / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (served(middle) < slots) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * The same chances exactly, up to floating-point rounding, for small numbers: all orders in which tickets can be drawn,
 * taken together by how many entries of each class have been drawn. Throws `chance.input`, or `chance.too-large`
 * where {@link chanceLarge} is the right formula.
 */
export function chanceExact(classes: readonly TicketClass[], slots: number): number[] {
  const entries = countEntries(classes, slots);
  const draws = Math.min(slots, entries);
  const states = classes.reduce((product, each) => product * (Math.min(each.entries, draws) + 1), 1);
  if (states > MAX_STATES) throw new CoreError('chance.too-large', { expected: `${MAX_STATES} states`, actual: `${states}` });
  const drawn = classes.map(() => 0);
  let layer: Layer = new Map([[drawn.join(' '), { probability: 1, drawn }]]);
  const expected = classes.map(() => 0);
  for (let draw = 0; draw < draws; draw++) layer = drawOne(classes, layer, expected);
  return classes.map((each, index) => (each.entries === 0 ? 0 : expected[index]! / each.entries));
}

type Layer = Map<string, { probability: number; drawn: readonly number[] }>;

/** One paper slip more from every state; adds each class's probability of being drawn now to `expected`. */
function drawOne(classes: readonly TicketClass[], layer: Layer, expected: number[]): Layer {
  const next: Layer = new Map();
  for (const { probability, drawn } of layer.values()) {
    const left = classes.map(({ tickets, entries }, index) => (entries - drawn[index]!) * tickets);
    const all = left.reduce((sum, tickets) => sum + tickets, 0);
    left.forEach((tickets, index) => {
      if (tickets === 0) return;
      const share = (probability * tickets) / all;
      expected[index]! += share;
      const after = drawn.with(index, drawn[index]! + 1);
      const state = next.get(after.join(' '));
      next.set(after.join(' '), { probability: (state?.probability ?? 0) + share, drawn: after });
    });
  }
  return next;
}

function countEntries(classes: readonly TicketClass[], slots: number): number {
  const isCount = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;
  if (!isCount(slots, 0) || classes.some(({ tickets, entries }) => !isCount(tickets, 1) || !isCount(entries, 0))) {
    throw new CoreError('chance.input', { expected: 'whole numbers of tickets, entries and slots' });
  }
  return classes.reduce((sum, { entries }) => sum + entries, 0);
}
