import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { SharedLimits } from '../../platform/limits';
import { AppLogger } from '../../platform/logging';
import { ProofOfWork } from '../../platform/proof-of-work';
import type { JobOf } from '../staff';
import { DecisionNotices } from './decision-notices.service';
import { RegistrationForms } from './forms';
import { ReceiptsLog } from './receipts-log.service';
import { RegistrationComparison } from './reviews';
import { UnconfirmedRegistrations } from './unconfirmed.service';

export const REGISTRATIONS_QUEUE = 'registrations';
export type RegistrationsJob = JobOf<'registrations'>;

/** Batch work on registrations. There is no job a registration: on deadline day that would cost more than registering. */
@Processor(REGISTRATIONS_QUEUE)
export class RegistrationsProcessor extends WorkerHost {
  constructor(
    private readonly unconfirmed: UnconfirmedRegistrations,
    private readonly receipts: ReceiptsLog,
    private readonly forms: RegistrationForms,
    private readonly limits: SharedLimits,
    private readonly proofs: ProofOfWork,
    private readonly decisions: DecisionNotices,
    private readonly comparison: RegistrationComparison,
    private readonly logger: AppLogger,
  ) {
    super();
  }

  async process(job: Job<object, void, RegistrationsJob>): Promise<void> {
    const rows = await this.work(job.name);
    if (rows > 0) this.logger.info(`registrations: ${job.name}`, { rows });
  }

  /** @returns rows that were changed */
  private work(name: RegistrationsJob): Promise<number> {
    switch (name) {
      case 'end-unconfirmed':
        return this.unconfirmed.endLate();
      case 'log-receipts':
        return this.receipts.logReceived();
      case 'clear-forms':
        return this.forms.clearAway();
      case 'clear-limits':
        return this.clearLimits();
      case 'tell-decisions':
        return this.decisions.tellDue();
      case 'compare':
        return this.comparison.compareNew();
    }
  }

  private async clearLimits(): Promise<number> {
    return (await this.limits.clearAway()) + (await this.proofs.clearAway());
  }
}
