import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RateLimitRow } from './rate-limit.entity';
import { RateLimits } from './rate-limits';
import { SharedLimits } from './shared-limits';

@Global()
@Module({ imports: [TypeOrmModule.forFeature([RateLimitRow])], providers: [RateLimits, SharedLimits], exports: [RateLimits, SharedLimits] })
export class LimitsModule {}
