import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Clock } from '../../platform/clock';
import { ensureJob } from '../../platform/queue';
import { Sweeps } from '../../platform/schedule';
import { RETENTION_QUEUE } from './retention.processor';

/** Periods are days; an hour more or less is nothing, and looking costs something. */
const EVERY_MS = 3_600_000;

/** Sees to it that somebody looks, once an hour and at the start, for what has been kept long enough. */
@Injectable()
export class RetentionScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly clock: Clock,
    @InjectQueue(RETENTION_QUEUE) private readonly queue: Queue,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('retention', EVERY_MS, () => this.sweep());
  }

  /** One look. Idempotent; the caller holds the sweep's lock. */
  async sweep(): Promise<void> {
    await ensureJob(this.queue, 'forget', 'forget', {}, null, this.clock.now());
  }
}
