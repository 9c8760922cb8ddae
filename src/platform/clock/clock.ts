/**
 * The only way to learn the time. A port, so that a test can set it and a reader can see what depends on it.
 * Time never decides who gets an appointment; it decides deadlines.
 */
export abstract class Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, whole. */
  abstract milliseconds(): number;

  /** Seconds since 1970-01-01T00:00:00Z, whole, rounded down: the unit of the protocol. */
  seconds(): number {
    return Math.floor(this.milliseconds() / 1000);
  }

  /** The same instant as a Date: what the database driver takes. */
  now(): Date {
    return new Date(this.milliseconds());
  }
}

export class SystemClock extends Clock {
  milliseconds(): number {
    return Date.now();
  }
}
