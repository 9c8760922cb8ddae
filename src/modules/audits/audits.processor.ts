import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { AUDITS_QUEUE } from './audits.scheduler';
import { SampleDrawing } from './sample-drawing.service';

/** One attempt at drawing a sample. A round that is late ends the job; the next sweep begins it anew. */
@Processor(AUDITS_QUEUE)
export class AuditsProcessor extends WorkerHost {
  constructor(private readonly drawing: SampleDrawing) {
    super();
  }

  async process(job: Job<{ sample: string }>): Promise<void> {
    await this.drawing.draw(job.data.sample);
  }
}
