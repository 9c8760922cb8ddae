import { Clock } from './clock';

/** A clock that stands still until somebody moves it: for tests and for the demonstration. */
export class SettableClock extends Clock {
  /** @param ms where it stands at first */
  constructor(private ms: number) {
    super();
  }

  milliseconds(): number {
    return this.ms;
  }

  /** @param seconds unix time */
  set(seconds: number): void {
    this.ms = seconds * 1000;
  }

  advance(seconds: number): void {
    this.ms += seconds * 1000;
  }
}
