import { Clock } from '../platform/clock';

/**
 * The demo's clock: real time, until the demo stops it for a busy machine, or travels to the days of the appointments. It never goes back.
 * Nothing but the demo ever has one.
 */
export class TravellingClock extends Clock {
  /** Milliseconds against real time. */
  private ahead = 0;
  private heldAt: number | null = null;

  milliseconds(): number {
    return this.heldAt ?? Date.now() + this.ahead;
  }

  /** Stands still until {@link release}. */
  hold(): void {
    this.heldAt ??= this.milliseconds();
  }

  /** Goes on from where it stood. */
  release(): void {
    if (this.heldAt === null) return;
    this.ahead = this.heldAt - Date.now();
    this.heldAt = null;
  }

  /** Goes on from `moment`. @throws RangeError for the past: what was signed with a time must not come before it */
  travelTo(moment: Date): void {
    if (moment.getTime() < this.milliseconds()) throw new RangeError('the demo travels forwards only');
    this.ahead = moment.getTime() - Date.now();
  }
}
