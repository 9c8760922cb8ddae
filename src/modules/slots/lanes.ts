/** What decides a slot's place in its lane. Any unit of time. */
export interface Timed {
  readonly startsAt: number;
  readonly endsAt: number;
}

/**
 * The index of every slot of one lane, in the order of `slots`.
 *
 * Neighbours get consecutive indexes exactly when one begins the moment the other ends; otherwise an index is left out.
 * A run of consecutive indexes (docs/spec: draw) is therefore always one stretch of time, and a family of three never has a
 * lunch break in the middle.
 *
 * @param slots of one lane, none overlapping another ({@link listOverlaps})
 */
export function indexLane(slots: readonly Timed[]): number[] {
  const indexes = new Array<number>(slots.length);
  let index = -2;
  let end: number | null = null;
  for (const place of inTimeOrder(slots)) {
    const { startsAt, endsAt } = slots[place]!;
    index += startsAt === end ? 1 : 2;
    indexes[place] = index;
    end = endsAt;
  }
  return indexes;
}

/** Pairs of positions, the earlier slot first, where the second starts before the first has ended. */
export function listOverlaps(slots: readonly Timed[]): [number, number][] {
  const overlaps: [number, number][] = [];
  let longest: number | null = null;
  for (const place of inTimeOrder(slots)) {
    if (longest !== null && slots[place]!.startsAt < slots[longest]!.endsAt) overlaps.push([longest, place]);
    if (longest === null || slots[place]!.endsAt > slots[longest]!.endsAt) longest = place;
  }
  return overlaps;
}

function inTimeOrder(slots: readonly Timed[]): number[] {
  return slots.map((_, place) => place).sort((a, b) => slots[a]!.startsAt - slots[b]!.startsAt || a - b);
}
