import { CoreError } from '../errors';
import { allocateByOrder, type Award } from './allocate';
import { rankEntries } from './rank';
import type { Entry, Pass, Slot } from './types';

/** What a draw is a pure function of, once its inputs are frozen and its seed is known. */
interface DrawInputs {
  readonly seed: string;
  readonly passes: readonly Pass[];
  readonly entries: readonly Entry[];
  readonly slots: readonly Slot[];
}

/** What one entry gets out of one replay. */
export interface EntryOutcome {
  readonly tickets: number;
  /** From 1. */
  readonly rank: number;
  /** Its smallest lot is the j-th. */
  readonly j: number;
  readonly score: string;
  readonly award: Award;
}

/**
 * The exact answer to "what if I had had `tickets` tickets" (individual-sheet.md): the draw replayed under the same seed with
 * that one entry changed. Nobody else's lots change, because a lot depends on nothing but seed, id and number. Throws
 * `draw.unknown-ticket`, `draw.input`.
 */
export function counterfactual(draw: DrawInputs, ticketId: string, tickets: number): EntryOutcome {
  const index = draw.entries.findIndex((entry) => entry.ticketId === ticketId);
  const own = draw.entries[index];
  if (own === undefined) throw new CoreError('draw.unknown-ticket', { actual: ticketId });
  const entries = draw.entries.with(index, { ...own, tickets });
  const ranking = rankEntries(draw.seed, entries);
  const rank = ranking.order.indexOf(index);
  const award = allocateByOrder(draw.passes, entries, ranking.order, draw.slots)[rank]!;
  return { tickets, rank: rank + 1, j: ranking.j[index]!, score: ranking.scoreHex(index), award };
}
