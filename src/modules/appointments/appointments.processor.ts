import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { AppLogger } from '../../platform/logging';
import { CloseOutService } from './close-out.service';
import { ExpiryService } from './expiry.service';
import { OfferingService } from './offering.service';
import { RemindersService } from './reminders.service';

export const APPOINTMENTS_QUEUE = 'appointments';

/** The queue's jobs and what each may carry. */
export type AppointmentsJob =
  | { name: 'offer'; data: { drawUuid: string } }
  | { name: 'expire'; data: { drawUuid: string } }
  | { name: 'remind'; data: Record<string, never> }
  | { name: 'miss'; data: Record<string, never> }
  | { name: 'close-out'; data: { windowId: string } };

/** Each job is one call of a method that may be called any number of times. */
@Processor(APPOINTMENTS_QUEUE)
export class AppointmentsProcessor extends WorkerHost {
  constructor(
    private readonly offering: OfferingService,
    private readonly expiry: ExpiryService,
    private readonly reminders: RemindersService,
    private readonly closing: CloseOutService,
    private readonly logger: AppLogger,
  ) {
    super();
  }

  async process(job: Job): Promise<void> {
    const { name, data } = job as unknown as AppointmentsJob;
    if (name === 'offer') this.logger.info('offers made', { draw: data.drawUuid, offers: await this.offering.offer(data.drawUuid) });
    else if (name === 'expire')
      this.logger.info('offers expired', { draw: data.drawUuid, offers: await this.expiry.expireOverdue(data.drawUuid) });
    else if (name === 'remind') this.logger.info('reminders written', { appointments: await this.reminders.remindDue() });
    else if (name === 'miss') this.logger.info('appointments missed', { appointments: await this.expiry.markNotCome() });
    else if (name === 'close-out')
      this.logger.info('close-out', { window: data.windowId, ...(await this.closing.closeOut(data.windowId)) });
    else throw new Error(`no such job: ${job.name}`);
  }
}
