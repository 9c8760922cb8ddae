import { createHash } from 'node:crypto';
import { ANY_GROUP, type Entry, type Pass, type Slot } from '../src/core';

const ENTRIES = 1_000_000;
/** Ten entries in turn; forty lots, so four million altogether. */
const TICKETS = [1, 1, 2, 2, 4, 4, 8, 16, 1, 1];
const GROUPS = 20;
const LANES = 500;
const SLOTS_A_LANE = 200;

export const SEED = createHash('sha256').update('fairslot bench').digest('hex');
export const PASSES: readonly Pass[] = [
  { pot: 'hardship', from: ['hardship'] },
  { pot: 'guarantee', from: ['general'], max: 10_000 },
  { pot: 'general', from: ['general', 'hardship'] },
];

/** What the draw reads of an entry; the commitment takes no part in it. */
export type BenchEntry = Omit<Entry, 'commitment'>;

/** A million entries: one in ten a family, three wishes or none, some in the hardship and guarantee pots. Always the same ones. */
export function makeEntries(): BenchEntry[] {
  const wishes = Array.from({ length: 1000 }, (_, kind) => makeWishes(kind));
  const nextTicketId = makeTicketIds();
  const entries = new Array<BenchEntry>(ENTRIES);
  for (let number = 0; number < ENTRIES; number++) {
    const { size, pots, choices } = wishes[(number * 7919) % wishes.length]!;
    entries[number] = { ticketId: nextTicketId(), tickets: TICKETS[number % TICKETS.length]!, size, pots, choices };
  }
  return entries;
}

/** 100,000 slots in 500 lanes and 20 groups. */
export function makeSlots(): Slot[] {
  const lanes = Array.from({ length: LANES }, (_, lane) => `lane-${lane}`);
  const groups = Array.from({ length: GROUPS }, (_, group) => `group-${group}`);
  return Array.from({ length: LANES * SLOTS_A_LANE }, (_, number) => ({
    slotId: `s${number}`,
    group: groups[number % GROUPS]!,
    lane: lanes[number % LANES]!,
    index: Math.floor(number / LANES),
    label: Math.floor(number / LANES) % 40 === 7 ? 'hardship' : 'general',
    commitment: SEED,
  }));
}

/** Ticket ids as in a draw: 32 hex digits, always the same ones (xorshift128, which costs less than what is measured). */
function makeTicketIds(): () => string {
  const words = Uint32Array.of(1, 2, 3, 4);
  const bytes = Buffer.from(words.buffer);
  return () => {
    let mixed = words[3]! ^ (words[3]! << 11);
    mixed ^= mixed >>> 8;
    words.copyWithin(1, 0, 3);
    words[0] = mixed ^ words[1]! ^ (words[1]! >>> 19);
    return bytes.toString('hex');
  };
}

function makeWishes(kind: number): Pick<Entry, 'size' | 'pots' | 'choices'> {
  const groups = [0, 7, 13].map((step) => `group-${(kind + step) % GROUPS}`);
  return {
    size: kind % 10 === 0 ? 2 + (Math.floor(kind / 10) % 4) : 1,
    pots: [...(kind % 50 === 1 ? ['hardship'] : []), ...(kind % 50 === 2 ? ['guarantee'] : []), 'general'],
    choices: kind % 3 === 0 ? ANY_GROUP : groups,
  };
}
