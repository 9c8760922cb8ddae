import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { AppLogger } from '../../platform/logging';
import { ReceiptsLog } from './receipts-log.service';
import { UnconfirmedRegistrations } from './unconfirmed.service';

export const REGISTRATIONS_QUEUE = 'registrations';
export type RegistrationsJob = 'end-unconfirmed' | 'log-receipts';

/** Batch work on registrations. There is no job a registration: on deadline day that would cost more than registering. */
@Processor(REGISTRATIONS_QUEUE)
export class RegistrationsProcessor extends WorkerHost {
  constructor(
    private readonly unconfirmed: UnconfirmedRegistrations,
    private readonly receipts: ReceiptsLog,
    private readonly logger: AppLogger,
  ) {
    super();
  }

  async process(job: Job<object, void, RegistrationsJob>): Promise<void> {
    const rows = job.name === 'end-unconfirmed' ? await this.unconfirmed.endLate() : await this.receipts.logReceived();
    if (rows > 0) this.logger.info(`registrations: ${job.name}`, { rows });
  }
}
