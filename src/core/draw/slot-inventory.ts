import type { Slot } from './types';

/** Stands for every group at once where an entry takes any (draw.md). */
export const ANY_GROUP = '*';

/** The frozen slots during one allocation: which are free, who is whose neighbour, what each group consists of. */
export class SlotInventory {
  /** 1 for a free slot, by position in `slots.txt`. */
  private readonly free: Uint8Array;
  /** Position of the slot with the next index in the same lane, or -1. */
  private readonly neighbour: Int32Array;
  /** Positions of every group's slots in the order of `slots.txt`. */
  private readonly positions = new Map<string, number[]>();

  constructor(readonly slots: readonly Slot[]) {
    this.free = new Uint8Array(slots.length).fill(1);
    this.positions.set(ANY_GROUP, [...slots.keys()]);
    const lanes = new Map<string, Map<number, number>>();
    slots.forEach(({ group, lane, index }, position) => {
      getOrAdd(this.positions, group, () => []).push(position);
      getOrAdd(lanes, lane, () => new Map<number, number>()).set(index, position);
    });
    this.neighbour = Int32Array.from(slots, ({ lane, index }) => lanes.get(lane)!.get(index + 1) ?? -1);
  }

  /** The group's slots in the order in which they are given; none for a group without slots. */
  positionsOf(group: string): readonly number[] {
    return this.positions.get(group) ?? [];
  }

  /** True if `size` slots in a row from `first` on are free, usable and, unless any will do, of the group. */
  isFreeRun(first: number, size: number, group: string, isUsable: Uint8Array): boolean {
    for (let slot = first, needed = size; needed > 0; needed--, slot = this.neighbour[slot]!) {
      if (slot < 0 || this.free[slot] !== 1 || isUsable[slot] !== 1) return false;
      if (group !== ANY_GROUP && this.slots[slot]!.group !== group) return false;
    }
    return true;
  }

  /** Takes the run and says which slots it is. */
  take(first: number, size: number): string[] {
    const taken = new Array<string>(size);
    for (let place = 0, slot = first; place < size; place++, slot = this.neighbour[slot]!) {
      this.free[slot] = 0;
      taken[place] = this.slots[slot]!.slotId;
    }
    return taken;
  }
}

function getOrAdd<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
