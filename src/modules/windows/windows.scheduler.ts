import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { CONFIG, type Config } from '../../platform/config';
import { ensureJob } from '../../platform/queue';
import { Sweeps } from '../../platform/schedule';
import { TemplatesService } from './templates.service';
import { WINDOWS_QUEUE } from './windows.processor';

/** Looks for templates whose next window is due, and sees that a job for it is on its way. */
@Injectable()
export class WindowsScheduler implements OnApplicationBootstrap {
  constructor(
    private readonly templates: TemplatesService,
    private readonly sweeps: Sweeps,
    @InjectQueue(WINDOWS_QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.start('windows', this.config.sweepSeconds * 1000, () => this.sweep());
  }

  /** One look. The job's id names template and opening, so that a second look adds nothing. */
  async sweep(): Promise<void> {
    for (const template of await this.templates.listDue()) {
      const jobId = `template-${template.id}-${template.nextOpensAt.getTime() / 1000}`;
      await ensureJob(this.queue, jobId, 'open-next', { templateId: template.id });
    }
  }
}
