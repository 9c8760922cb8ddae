import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { AppLogger } from '../../platform/logging';
import { TemplatesService } from './templates.service';

export const WINDOWS_QUEUE = 'windows';

/** Announces the next window of a template. */
@Processor(WINDOWS_QUEUE)
export class WindowsProcessor extends WorkerHost {
  constructor(
    private readonly templates: TemplatesService,
    private readonly logger: AppLogger,
  ) {
    super();
  }

  async process(job: Job<{ templateId: string }>): Promise<void> {
    const opening = await this.templates.openNext(job.data.templateId);
    if (opening?.outcome === 'announced') this.logger.info('a template announced its next window', { window: opening.path });
    if (opening?.outcome === 'skipped')
      this.logger.warn('a template skipped an opening that could not be announced in time', { window: opening.path });
  }
}
