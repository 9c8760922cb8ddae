import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Clock } from '../../platform/clock';
import { CONFIG, type Config } from '../../platform/config';
import { ensureJob } from '../../platform/queue';
import { Sweeps } from '../../platform/schedule';
import { LettersService } from './letters.service';
import { LETTERS_QUEUE } from './notifications.processor';

/** Looks into the outbox, and sees to it that a job empties it. */
@Injectable()
export class NotificationsScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly letters: LettersService,
    private readonly clock: Clock,
    @InjectQueue(LETTERS_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('letters', this.config.sweepSeconds * 1000, () => this.sweep());
  }

  /** One look. Idempotent; the caller holds the sweep's lock. */
  async sweep(): Promise<void> {
    if (await this.letters.hasDue()) await ensureJob(this.queue, 'send-letters', 'send-letters', {}, null, this.clock.now());
  }
}
