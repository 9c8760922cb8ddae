import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Clock, unixSeconds } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { ensureJob } from '../../platform/queue';
import { Sweeps } from '../../platform/schedule';
import { DrawsService } from '../draws';
import { officeDate } from '../windows';
import { APPOINTMENTS_QUEUE, type AppointmentsJob } from './appointments.processor';
import { CloseOutService } from './close-out.service';
import { ExpiryService } from './expiry.service';
import { RemindersService } from './reminders.service';

/** Seconds after a deadline from which its job counts as late. */
const LATE = 5;

/** Asks the database what is due and sees that a job for each is on its way. Whatever the queue forgets comes back here. */
@Injectable()
export class AppointmentsScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly draws: DrawsService,
    private readonly expiry: ExpiryService,
    private readonly reminders: RemindersService,
    private readonly closing: CloseOutService,
    private readonly sweeps: Sweeps,
    private readonly clock: Clock,
    @InjectQueue(APPOINTMENTS_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('appointments', this.config.sweepSeconds * 1000, () => this.sweep());
  }

  /** One look. Job ids name the piece of work, so that a second look adds nothing. */
  async sweep(): Promise<void> {
    for (const drawUuid of await this.draws.listUnofferedDraws()) {
      await this.ensure(`offer-${drawUuid}`, { name: 'offer', data: { drawUuid } });
    }
    for (const { drawUuid, answerBy } of await this.expiry.listDeadlines()) {
      await this.ensureExpiry(drawUuid, unixSeconds(answerBy));
    }
    if (await this.reminders.hasDue()) await this.ensure('remind', { name: 'remind', data: {} });
    if ((await this.expiry.listNotCome()).length > 0) {
      await this.ensure(`miss-${officeDate(this.clock.seconds())}`, { name: 'miss', data: {} });
    }
    for (const windowId of await this.closing.listDue()) {
      await this.ensure(`close-out-${windowId}`, { name: 'close-out', data: { windowId } });
    }
  }

  /** A job that should have run and has not may sit in a queue whose clock is wrong: a second one does not wait for it. */
  private async ensureExpiry(drawUuid: string, deadline: number): Promise<void> {
    const job = { name: 'expire', data: { drawUuid } } as const;
    const isLate = this.clock.seconds() > deadline + LATE;
    if (isLate) await this.ensure(`expire-late-${drawUuid}-${deadline}`, job);
    else await this.ensure(`expire-${drawUuid}-${deadline}`, job, new Date((deadline + 1) * 1000));
  }

  private async ensure(jobId: string, job: AppointmentsJob, runAt: Date | null = null): Promise<void> {
    await ensureJob(this.queue, jobId, job.name, job.data, runAt, this.clock.now());
  }
}
