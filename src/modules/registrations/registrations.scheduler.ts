import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { SharedLimits } from '../../platform/limits';
import { ProofOfWork } from '../../platform/proof-of-work';
import { ensureJob } from '../../platform/queue';
import { Sweeps } from '../../platform/schedule';
import { DecisionNotices } from './decision-notices.service';
import { RegistrationForms } from './forms';
import { ReceiptsLog } from './receipts-log.service';
import { REGISTRATIONS_QUEUE, type RegistrationsJob } from './registrations.processor';
import { RegistrationComparison } from './reviews';
import { UnconfirmedRegistrations } from './unconfirmed.service';

const HOUR = 3600;

/** Asks the database whether registrations are overdue and receipts unlogged, and sees to it that each has its job. */
@Injectable()
export class RegistrationsScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly unconfirmed: UnconfirmedRegistrations,
    private readonly receipts: ReceiptsLog,
    private readonly forms: RegistrationForms,
    private readonly limits: SharedLimits,
    private readonly proofs: ProofOfWork,
    private readonly decisions: DecisionNotices,
    private readonly comparison: RegistrationComparison,
    private readonly clock: Clock,
    @InjectQueue(REGISTRATIONS_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('registrations', this.config.sweepSeconds * 1000, () => this.sweep());
  }

  /** One look. Idempotent; the caller holds the sweep's lock. */
  async sweep(): Promise<void> {
    if (await this.unconfirmed.hasLate()) await this.ensure('end-unconfirmed', 'end-unconfirmed', null);
    if ((await this.limits.hasStale()) || (await this.proofs.hasStale())) await this.ensure('clear-limits', 'clear-limits', null);
    if (await this.forms.hasStale()) await this.ensure('clear-forms', 'clear-forms', null);
    if (await this.decisions.hasDue()) await this.ensure('tell-decisions', 'tell-decisions', null);
    if (await this.comparison.hasNew()) await this.ensure('compare', 'compare', null);
    if (await this.receipts.hasUnlogged()) {
      // One batch an hour, at the hour's end: few entries in the log, and no receipt waits longer (docs/spec: log).
      const hour = Math.floor(this.clock.seconds() / HOUR);
      await this.ensure('log-receipts', `log-receipts-${hour}`, new Date((hour + 1) * HOUR * 1000));
    }
  }

  private async ensure(name: RegistrationsJob, jobId: string, runAt: Date | null): Promise<void> {
    await ensureJob(this.queue, jobId, name, {}, runAt, this.clock.now());
  }
}
