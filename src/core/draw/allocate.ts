import { RunFinder } from './run-finder';
import { SlotInventory } from './slot-inventory';
import type { Pass, Slot } from './types';
import { deriveWishKinds, type Wish, type WishKinds } from './wish-kinds';

/** What an entry got: null and no slots for nothing. */
export interface Award {
  /** The pot on whose behalf it was served. */
  readonly pot: string | null;
  /** As many consecutive slots as the entry's size. */
  readonly slots: readonly string[];
}

const NOTHING: Award = { pot: null, slots: [] };

/**
 * Gives the slots to the entries (draw.md): pass by pass, down the ranking, to everybody in the pot the first run of
 * free slots in the group they want most. Returns one award an entry, in rank order.
 */
export function allocate(passes: readonly Pass[], entriesInRankOrder: readonly Wish[], slots: readonly Slot[]): Award[] {
  return allocateByOrder(passes, entriesInRankOrder, Uint32Array.from(entriesInRankOrder.keys()), slots);
}

/** {@link allocate} for entries in any order; `order[rank]` is the index of the entry with that rank, from 0. */
export function allocateByOrder(passes: readonly Pass[], entries: readonly Wish[], order: Uint32Array, slots: readonly Slot[]): Award[] {
  const inventory = new SlotInventory(slots);
  const wishes = deriveWishKinds(entries);
  const awards = new Array<Award>(order.length).fill(NOTHING);
  for (const pass of passes) servePass(pass, wishes, order, inventory, awards);
  return awards;
}

/** One walk down the ranking. Whoever finds nothing, or would exceed `max`, is passed over and blocks nobody. */
function servePass(pass: Pass, { kinds, kindOf }: WishKinds, order: Uint32Array, inventory: SlotInventory, awards: Award[]): void {
  const finder = new RunFinder(pass, inventory);
  const isOpen = Uint8Array.from(kinds, (kind) => (kind.pots.includes(pass.pot) ? 1 : 0));
  let left = pass.max ?? Number.POSITIVE_INFINITY;
  for (let rank = 0; rank < order.length; rank++) {
    const kind = kindOf[order[rank]!]!;
    if (isOpen[kind] === 0 || awards[rank] !== NOTHING) continue;
    const wish = kinds[kind]!;
    if (wish.size > left) continue;
    const first = finder.findFirst(wish);
    if (first === null) {
      // During a pass slots only become fewer: nobody who wants the same will find any.
      isOpen[kind] = 0;
      continue;
    }
    awards[rank] = { pot: pass.pot, slots: inventory.take(first, wish.size) };
    left -= wish.size;
  }
}
