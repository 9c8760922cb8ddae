import { hexFromWords, scoreLots, type Scores } from './lots';
import type { Entry } from './types';

/** The order that the numbers allow, and no other (draw.md). */
export interface Ranking {
  /** `order[r]` is the index, in the list of entries, of the entry with rank `r + 1`. */
  readonly order: Uint32Array;
  /** By index of the entry: which of its lots is the smallest, from 1. */
  readonly j: Uint8Array;
  /** By index of the entry: its score, 64 hex digits. */
  scoreHex(entry: number): string;
}

/** Ranks entries by (score, ticketId), ascending (draw.md). Throws `draw.input` for what is no entry. */
export function rankEntries(seed: string, entries: readonly Pick<Entry, 'ticketId' | 'tickets'>[]): Ranking {
  const scores = scoreLots(seed, entries);
  return {
    order: sortByScore(scores, (entry) => entries[entry]!.ticketId),
    j: scores.j,
    scoreHex: (entry) => hexFromWords(scores.words, 8 * entry),
  };
}

/**
 * Indexes of the entries in the order of (score, ticketId). The first 32 bits are sorted by three counting passes; the
 * few entries that agree in them stand next to each other then, and an insertion sort puts them right by all 256 bits.
 */
export function sortByScore(scores: Scores, ticketIdOf: (entry: number) => string): Uint32Array {
  const count = scores.words.length / 8;
  const prefixes = new Uint32Array(count);
  let order = new Uint32Array(count);
  for (let entry = 0; entry < count; entry++) {
    prefixes[entry] = scores.words[8 * entry]!;
    order[entry] = entry;
  }
  let spare = new Uint32Array(count);
  for (const shift of [0, 11, 22]) {
    sortByDigit(order, prefixes, shift, spare);
    [order, spare] = [spare, order];
  }
  for (let place = 1; place < count; place++) {
    const entry = order[place]!;
    let free = place;
    for (; free > 0 && prefixes[order[free - 1]!] === prefixes[entry]; free--) {
      if (!isBefore(entry, order[free - 1]!, scores, ticketIdOf)) break;
      order[free] = order[free - 1]!;
    }
    order[free] = entry;
  }
  return order;
}

/** One stable counting pass over eleven bits of the prefixes, from `order` to `sorted`. */
function sortByDigit(order: Uint32Array, prefixes: Uint32Array, shift: number, sorted: Uint32Array): void {
  const starts = new Uint32Array(2049);
  for (let entry = 0; entry < order.length; entry++) starts[((prefixes[entry]! >>> shift) & 2047) + 1]!++;
  for (let digit = 1; digit < 2049; digit++) starts[digit]! += starts[digit - 1]!;
  for (let place = 0; place < order.length; place++) {
    const entry = order[place]!;
    sorted[starts[(prefixes[entry]! >>> shift) & 2047]!++] = entry;
  }
}

function isBefore(a: number, b: number, scores: Scores, ticketIdOf: (entry: number) => string): boolean {
  for (let i = 0; i < 8; i++) {
    const left = scores.words[8 * a + i]!;
    const right = scores.words[8 * b + i]!;
    if (left !== right) return left < right;
  }
  return ticketIdOf(a) < ticketIdOf(b);
}
