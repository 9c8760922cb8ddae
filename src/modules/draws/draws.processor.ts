import { Processor, WorkerHost } from '@nestjs/bullmq';
import { DelayedError, type Job } from 'bullmq';
import { Clock } from '../../platform/clock';
import { DRAWS_QUEUE } from './draws.scheduler';
import { StepFailures } from './step-failures.service';
import { type StepName, StepsService } from './steps.service';

/** One job, one attempt at one step. Whatever it throws, BullMQ tries again; what it does twice, the step does once. */
@Processor(DRAWS_QUEUE)
export class DrawsProcessor extends WorkerHost {
  constructor(
    private readonly steps: StepsService,
    private readonly failures: StepFailures,
    private readonly clock: Clock,
  ) {
    super();
  }

  async process(job: Job<{ draw: string }, void, StepName>, token?: string): Promise<void> {
    const outcome = await this.steps.take(job.name, job.data.draw).catch(async (error: unknown) => {
      await this.failures.note(job.name, job.data.draw, error);
      throw error;
    });
    if (outcome.kind === 'done') return;
    // The queue waits by the machine's clock, the outcome is told by ours.
    const wait = outcome.until * 1000 - this.clock.milliseconds();
    await job.moveToDelayed(Date.now() + Math.max(0, wait), token);
    throw new DelayedError();
  }
}
