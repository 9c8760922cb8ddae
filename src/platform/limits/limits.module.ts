import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RateLimitRow } from './rate-limit.entity';
import { SharedLimits } from './shared-limits';

@Global()
@Module({ imports: [TypeOrmModule.forFeature([RateLimitRow])], providers: [SharedLimits], exports: [SharedLimits] })
export class LimitsModule {}
