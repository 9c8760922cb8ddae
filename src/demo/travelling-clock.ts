import { Clock } from '../platform/clock';

/**
 * The demo's clock: real time, until the demo travels to the days of the appointments. Nothing but the demo ever has one.
 */
export class TravellingClock extends Clock {
  private ahead = 0;

  milliseconds(): number {
    return Date.now() + this.ahead;
  }

  /** Goes on from `moment`. @throws RangeError for the past: what was signed with a time must not come before it */
  travelTo(moment: Date): void {
    const ahead = moment.getTime() - Date.now();
    if (ahead < this.ahead) throw new RangeError('the demo travels forwards only');
    this.ahead = ahead;
  }
}
