export { Clock, SystemClock } from './clock';
export { ClockModule } from './clock.module';
export { SettableClock } from './settable-clock';
export { timeOf, unixSeconds } from './unix-seconds';
