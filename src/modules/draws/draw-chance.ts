import { chanceExact, chanceLarge, CoreError, type TicketClass } from '../../core';

/**
 * Chance of an entry with `tickets` to be among as many ranks as there are slots (docs/spec: individual-sheet): exact where numbers are small,
 * else by the formula for large ones. Groups, sizes and pots are left out, and whoever shows it says so.
 * @param classes with one of `tickets` among them
 */
export function chanceAmong(classes: readonly TicketClass[], slots: number, tickets: number): number {
  const own = classes.findIndex((each) => each.tickets === tickets);
  return chancesOf(classes, slots)[own] ?? 0;
}

function chancesOf(classes: readonly TicketClass[], slots: number): readonly number[] {
  try {
    return chanceExact(classes, slots);
  } catch (error) {
    if (error instanceof CoreError && error.code === 'chance.too-large') return chanceLarge(classes, slots).chances;
    throw error;
  }
}
