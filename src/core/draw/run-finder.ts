import { ANY_GROUP, type SlotInventory } from './slot-inventory';
import { MAX_SIZE, type Pass } from './types';
import type { Wish } from './wish-kinds';

const ANY_GROUPS = [ANY_GROUP] as const;

/**
 * Finds runs within one pass without looking at any slot twice for the same group and size: during a pass slots are
 * only ever taken, so a place where no run started before can't start one later, and each search goes on where the last
 * one for that group and size ended.
 */
export class RunFinder {
  /** 1 for a slot whose label the pass may give. */
  private readonly isUsable: Uint8Array;
  /** By group: for each size, how many of the group's slots need not be looked at again. */
  private readonly cursors = new Map<string, Uint32Array>();

  constructor(
    pass: Pass,
    private readonly inventory: SlotInventory,
  ) {
    const from = new Set(pass.from);
    this.isUsable = Uint8Array.from(inventory.slots, (slot) => (from.has(slot.label) ? 1 : 0));
  }

  /** Position of the first slot of the run that the entry takes, or null if none of its groups has one. */
  findFirst({ choices, size }: Wish): number | null {
    for (const group of choices === ANY_GROUP ? ANY_GROUPS : choices) {
      const first = this.findFirstIn(group, size);
      if (first !== null) return first;
    }
    return null;
  }

  private findFirstIn(group: string, size: number): number | null {
    const positions = this.inventory.positionsOf(group);
    const cursors = this.cursorsOf(group);
    let cursor = cursors[size]!;
    while (cursor < positions.length && !this.inventory.isFreeRun(positions[cursor]!, size, group, this.isUsable)) cursor++;
    cursors[size] = cursor;
    return positions[cursor] ?? null;
  }

  private cursorsOf(group: string): Uint32Array {
    const known = this.cursors.get(group);
    if (known !== undefined) return known;
    const fresh = new Uint32Array(MAX_SIZE + 1);
    this.cursors.set(group, fresh);
    return fresh;
  }
}
