import { Processor, WorkerHost } from '@nestjs/bullmq';
import { AppLogger } from '../../platform/logging';
import { RetentionService } from './retention.service';

export const RETENTION_QUEUE = 'retention';

/** Forgets what is due, all in one job. */
@Processor(RETENTION_QUEUE)
export class RetentionProcessor extends WorkerHost {
  constructor(
    private readonly retention: RetentionService,
    private readonly logger: AppLogger,
  ) {
    super();
  }

  async process(): Promise<void> {
    const erased = await this.retention.forget();
    if (Object.values(erased).some((rows: number) => rows > 0))
      this.logger.info('what was kept long enough has been erased', { ...erased });
  }
}
