export { addressKeyOf } from './address-key';
export { LimitsModule } from './limits.module';
export { RateLimitRow } from './rate-limit.entity';
export { RateLimits, type RateRule } from './rate-limits';
export { type LimitErrorCode, type RateLimit, SharedLimits } from './shared-limits';
