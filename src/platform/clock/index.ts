export { Clock, SystemClock } from './clock';
export { ClockModule } from './clock.module';
export { SettableClock } from './settable-clock';
export { unixSeconds } from './unix-seconds';
