export { addressKeyOf, neighbourhoodOf } from './address-key';
export { LimitsModule } from './limits.module';
export { RateLimitRow } from './rate-limit.entity';
export { type RateLimit, type SenderLimits, SharedLimits } from './shared-limits';
