import { createHash } from 'node:crypto';
import type { Award, Entry, Pass, Slot, Wish } from '../../../src/core';

/** Ranking as draw.md says it, with strings and the library's hash and sort. */
export function rankNaively(
  seed: string,
  entries: readonly Pick<Entry, 'ticketId' | 'tickets'>[],
): { ticketId: string; j: number; score: string }[] {
  return entries
    .map(({ ticketId, tickets }) => {
      const lots = Array.from({ length: tickets }, (_, index) => lotNaively(seed, ticketId, index + 1));
      const score = [...lots].sort()[0]!;
      return { ticketId, j: lots.indexOf(score) + 1, score };
    })
    .sort((a, b) => (`${a.score} ${a.ticketId}` < `${b.score} ${b.ticketId}` ? -1 : 1));
}

export function lotNaively(seed: string, ticketId: string, j: number): string {
  return createHash('sha256').update(`${seed}:${ticketId}:${j}`).digest('hex');
}

/** Allocation as draw.md says it: looks through all slots for every entry, every wish and every pass. */
export function allocateNaively(passes: readonly Pass[], entriesInRankOrder: readonly Wish[], slots: readonly Slot[]): Award[] {
  const awards: Award[] = entriesInRankOrder.map(() => ({ pot: null, slots: [] }));
  const taken = new Set<Slot>();
  for (const pass of passes) {
    let given = 0;
    entriesInRankOrder.forEach((entry, rank) => {
      if (!entry.pots.includes(pass.pot) || awards[rank]!.pot !== null) return;
      if (pass.max !== undefined && given + entry.size > pass.max) return;
      const wanted = entry.choices === '*' ? [null] : entry.choices;
      const isFree = (slot: Slot | undefined, group: string | null): slot is Slot =>
        slot !== undefined && !taken.has(slot) && pass.from.includes(slot.label) && (group === null || slot.group === group);
      for (const group of wanted) {
        const runs = slots.map((start): (Slot | undefined)[] =>
          Array.from({ length: entry.size }, (_, step) =>
            slots.find((slot) => slot.lane === start.lane && slot.index === start.index + step),
          ),
        );
        const run = runs.find((candidate): candidate is Slot[] => candidate.every((slot) => isFree(slot, group)));
        if (run === undefined) continue;
        run.forEach((slot) => taken.add(slot));
        given += entry.size;
        awards[rank] = { pot: pass.pot, slots: run.map((slot) => slot.slotId) };
        return;
      }
    });
  }
  return awards;
}
