import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { ensureJob } from '../../platform/queue';
import { Sweeps } from '../../platform/schedule';
import { DrawSchedule } from './draw-schedule.service';
import { StepsService } from './steps.service';

export const DRAWS_QUEUE = 'draws';

/**
 * Asks the database which steps are still to come, and sees to it that each has its job. This is the normal path and the
 * recovery in one: a job that was lost, flushed away or never added is put back by the same line that adds it in the first place.
 */
@Injectable()
export class DrawsScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly schedule: DrawSchedule,
    private readonly steps: StepsService,
    private readonly clock: Clock,
    @InjectQueue(DRAWS_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('draws', this.config.sweepSeconds * 1000, () => this.sweep());
  }

  /** One look. Idempotent; the caller holds the sweep's lock. */
  async sweep(): Promise<void> {
    await this.schedule.scheduleMissing();
    for (const step of await this.steps.listNext()) {
      await ensureJob(
        this.queue,
        `${step.name}-${step.drawUuid}`,
        step.name,
        { draw: step.drawUuid },
        new Date(step.dueAt * 1000),
        this.clock.now(),
      );
    }
  }
}
