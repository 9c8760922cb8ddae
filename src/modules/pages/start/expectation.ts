import { chanceLarge, type TicketClass } from '../../../core';

/** What a page can honestly say about chances before a draw. Shares are of 1. */
export type Expectation =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'everybody' }
  | { readonly kind: 'average'; readonly share: number }
  | { readonly kind: 'range'; readonly least: TicketChance; readonly most: TicketChance };

export interface TicketChance {
  readonly tickets: number;
  readonly share: number;
}

/**
 * What may be expected of a draw that has not been frozen.
 * @param wanted confirmed registrations and the slots these need
 * @param slots slots the window has so far
 * @param before how tickets were spread in the last draw, if there was one: who will have how many this time is only known at the freeze
 */
export function expect(
  wanted: { registrations: number; slots: number },
  slots: number,
  before: readonly TicketClass[] | null,
): Expectation {
  if (slots === 0) return { kind: 'unknown' };
  if (slots >= wanted.slots) return { kind: 'everybody' };
  // Each case takes as many slots as it has people.
  const served = Math.floor((slots * wanted.registrations) / wanted.slots);
  const classes = spread(wanted.registrations, before ?? []);
  const [least, most] = [classes[0], classes.at(-1)];
  if (!least || !most || least === most) return { kind: 'average', share: served / wanted.registrations };
  const { chances } = chanceLarge(classes, served);
  return {
    kind: 'range',
    least: { tickets: least.tickets, share: chances[0]! },
    most: { tickets: most.tickets, share: chances.at(-1)! },
  };
}

/** As many entries, spread over classes as those before were. Rounded up, so that no class disappears. */
function spread(registrations: number, before: readonly TicketClass[]): TicketClass[] {
  const all = before.reduce((sum, { entries }) => sum + entries, 0);
  return before
    .filter(({ entries }) => entries > 0)
    .map(({ tickets, entries }) => ({ tickets, entries: Math.ceil((entries * registrations) / all) }))
    .sort((a, b) => a.tickets - b.tickets);
}
