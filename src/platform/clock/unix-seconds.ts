/** Whole seconds since 1970, rounded down: how the protocol counts time, which the database keeps as instants. */
export function unixSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
