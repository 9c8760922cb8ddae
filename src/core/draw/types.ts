/** A registration as frozen in one draw: one line of `entries.txt` (record.md). */
export interface Entry {
  /** 32 hex digits. */
  readonly ticketId: string;
  /** How many lots it has, 1 to 64. */
  readonly tickets: number;
  /** How many consecutive slots it needs, 1 to 9. */
  readonly size: number;
  /** The pots it is in, in the order of the passes, `general` last. */
  readonly pots: readonly string[];
  /** Wanted groups, most wanted first, or `*` for any. */
  readonly choices: Choices;
  /** To the person, 64 hex digits. */
  readonly commitment: string;
}

/** Group names, most wanted first; `*` takes any slot and makes no difference between groups. */
export type Choices = '*' | readonly string[];

/** One appointment place: one line of `slots.txt` (record.md). */
export interface Slot {
  readonly slotId: string;
  /** The coarse public label that applicants choose by. */
  readonly group: string;
  /** One counter on one day. */
  readonly lane: string;
  /** Place in the lane; neighbours differ by one. */
  readonly index: number;
  /** The pot label that passes name in `from`. */
  readonly label: string;
  /** To time and place, 64 hex digits. */
  readonly commitment: string;
}

/** One walk down the ranking on behalf of one pot (draw.md). */
export interface Pass {
  readonly pot: string;
  /** Labels of the slots it may give. */
  readonly from: readonly string[];
  /** Most slots it gives; without it, as many as there are. */
  readonly max?: number;
}

/** The most tickets an entry can have (record.md). */
export const MAX_TICKETS = 64;
/** The most consecutive slots an entry can need (record.md). */
export const MAX_SIZE = 9;
