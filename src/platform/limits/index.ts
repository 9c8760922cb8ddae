export { LimitsModule } from './limits.module';
export { RateLimits, type RateRule } from './rate-limits';
