/** Whole seconds since 1970, rounded down: how the protocol counts time, which the database keeps as instants. */
export function unixSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

/** An instant as the protocol writes it (`2026-03-02T10:01:00Z`), rounded down to seconds. */
export function timeOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
