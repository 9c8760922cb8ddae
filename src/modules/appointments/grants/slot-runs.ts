import type { SlotRow } from '../../slots';

/** Slots that anybody may be given, and those for whom two people have found hardship. Every other label is the draws' alone. */
const GENERAL = 'general';
const HARDSHIP = 'hardship';

/** Whether a registration has a part in slots with this label. */
export function mayBeGiven(label: string, hasHardship: boolean): boolean {
  return label === GENERAL || (label === HARDSHIP && hasHardship);
}

/**
 * The free slots that an appointment of `size` places would take from `first` on: consecutive in one lane, as a draw gives them.
 * @param free free slots of one window
 * @returns null when one of them is not free
 */
export function runFrom(free: readonly SlotRow[], first: SlotRow, size: number): SlotRow[] | null {
  const run = Array.from({ length: size }, (_, step) =>
    free.find(({ lane, laneIndex }) => lane === first.lane && laneIndex === first.laneIndex + step),
  );
  return run.every((slot) => slot !== undefined) ? run : null;
}
