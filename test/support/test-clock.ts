import { SettableClock } from '../../src/platform/clock';

/** A clock that stands still at `start` (ISO 8601, UTC) until the test moves it. */
export function createTestClock(start = '2026-03-02T09:00:00Z'): SettableClock {
  return new SettableClock(Date.parse(start));
}
