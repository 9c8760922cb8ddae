import { allocate, chanceExact, chanceLarge, counterfactual, lot, MAX_TICKETS, type EntryOutcome, type TicketClass } from '../draw';
import { CoreError } from '../errors';
import type { DrawnRecord } from './draw-record';
import type { ResultLine } from './result';
import { readOrNull } from './verdict';

/** Why an entry was served or not (individual-sheet.md). Where its tickets came from is the policy's to say. */
export interface IndividualSheet {
  readonly tickets: number;
  readonly result: ResultLine;
  /**
   * Before the draw, to be among as many ranks as there were slots: 0 to 1. Groups, sizes and pots are left out, and the
   * page has to say so.
   */
  readonly chance: number;
  /** `exact`, or `large` for the formula for large numbers; the page says which. */
  readonly chanceMethod: 'exact' | 'large';
  /** Its lots in order of j; the smallest is its score. */
  readonly lots: readonly string[];
  /** For each pot it is in, the last served entry of that pot; null if the pot served nobody. */
  readonly thresholds: readonly PotThreshold[];
  /** What would have happened with 1, 2, … 64 tickets, in spans over which nothing changes. */
  readonly counterfactuals: readonly CounterfactualSpan[];
  /** The least announced number of tickets that would have been enough; null if it was served, or if none would have been. */
  readonly enoughTickets: number | null;
  /** False if it would have got nothing even alone: then no rank would have helped, and the draw is no loss. */
  readonly couldBeMet: boolean;
}

/** How far a pot reached down the ranking. */
export interface PotThreshold {
  readonly pot: string;
  readonly lastRank: number | null;
  readonly lastScore: string | null;
}

/** The same outcome with any number of tickets from `fromTickets` to `toTickets`. */
export interface CounterfactualSpan extends Omit<EntryOutcome, 'tickets'> {
  readonly fromTickets: number;
  readonly toTickets: number;
}

/** The sheet of one entry. Throws `draw.unknown-ticket`. */
export function individualSheet(drawn: DrawnRecord, ticketId: string): IndividualSheet {
  const entry = drawn.entries.find((each) => each.ticketId === ticketId);
  const result = drawn.lines.find((line) => line.ticketId === ticketId);
  if (entry === undefined || result === undefined) throw new CoreError('draw.unknown-ticket', { actual: ticketId });
  const { announcement, slots } = drawn;
  const allLots = Array.from({ length: MAX_TICKETS }, (_, index) => lot(drawn.seed, ticketId, index + 1));
  const counterfactuals = counterfactualSpans(drawn, ticketId, allLots);
  return {
    tickets: entry.tickets,
    result,
    ...chanceOf(drawn, entry.tickets),
    lots: allLots.slice(0, entry.tickets),
    thresholds: entry.pots.map((pot) => thresholdOf(pot, drawn.lines)),
    counterfactuals,
    enoughTickets: result.pot === null ? leastEnough(announcement.tickets.allowed, entry.tickets, counterfactuals) : null,
    couldBeMet: allocate(announcement.passes, [entry], slots)[0]!.pot !== null,
  };
}

function thresholdOf(pot: string, lines: readonly ResultLine[]): PotThreshold {
  const last = lines.findLast((line) => line.pot === pot);
  return { pot, lastRank: last?.rank ?? null, lastScore: last?.score ?? null };
}

/**
 * One more ticket changes something only if its lot is smaller than all before it, which happens about five times in
 * sixty-four: so every number of tickets is answered exactly with few replays.
 */
function counterfactualSpans(drawn: DrawnRecord, ticketId: string, allLots: readonly string[]): CounterfactualSpan[] {
  const draw = { seed: drawn.seed, passes: drawn.announcement.passes, entries: drawn.entries, slots: drawn.slots };
  const isRecord = (index: number): boolean => allLots.slice(0, index).every((earlier) => allLots[index]! < earlier);
  const starts = [...allLots.keys()].filter(isRecord).map((index) => index + 1);
  return starts.map((fromTickets, place) => {
    const { tickets: _, ...outcome } = counterfactual(draw, ticketId, fromTickets);
    return { fromTickets, toTickets: (starts[place + 1] ?? MAX_TICKETS + 1) - 1, ...outcome };
  });
}

function leastEnough(allowed: readonly number[], own: number, spans: readonly CounterfactualSpan[]): number | null {
  const isEnough = (tickets: number): boolean =>
    spans.some(({ fromTickets, toTickets, award }) => fromTickets <= tickets && tickets <= toTickets && award.pot !== null);
  return allowed.find((tickets) => tickets > own && isEnough(tickets)) ?? null;
}

function chanceOf({ entries, slots }: DrawnRecord, tickets: number): Pick<IndividualSheet, 'chance' | 'chanceMethod'> {
  const counts = new Map<number, number>();
  for (const entry of entries) counts.set(entry.tickets, (counts.get(entry.tickets) ?? 0) + 1);
  const classes: TicketClass[] = Array.from(counts, ([each, count]) => ({ tickets: each, entries: count }));
  const own = classes.findIndex((each) => each.tickets === tickets);
  // Where there are too many entries for the exact number, the formula for large numbers is as good.
  const exact = readOrNull(() => chanceExact(classes, slots.length));
  const chances = exact ?? chanceLarge(classes, slots.length).chances;
  return { chance: chances[own]!, chanceMethod: exact === null ? 'large' : 'exact' };
}
