import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { ensureJob } from '../../platform/queue';
import { Sweeps } from '../../platform/schedule';
import { SampleDrawing } from './sample-drawing.service';

export const AUDITS_QUEUE = 'audits';

/** Sees to it that each sample that waits for its round has a job, the one whose round was late included. */
@Injectable()
export class AuditsScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly drawing: SampleDrawing,
    private readonly clock: Clock,
    @InjectQueue(AUDITS_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('audits', this.config.sweepSeconds * 1000, () => this.sweep());
  }

  /** One look. Idempotent; the caller holds the sweep's lock. */
  async sweep(): Promise<void> {
    for (const { id, dueAt } of await this.drawing.listWaiting()) {
      await ensureJob(this.queue, `sample-${id}`, 'sample', { sample: id }, new Date(dueAt * 1000), this.clock.now());
    }
  }
}
