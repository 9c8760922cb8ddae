import { Processor, WorkerHost } from '@nestjs/bullmq';
import { AppLogger } from '../../platform/logging';
import { LettersService } from './letters.service';

export const LETTERS_QUEUE = 'letters';

/** Sends the letters that are due, all in one job: a job a letter would cost more than the letter. */
@Processor(LETTERS_QUEUE)
export class NotificationsProcessor extends WorkerHost {
  constructor(
    private readonly letters: LettersService,
    private readonly logger: AppLogger,
  ) {
    super();
  }

  async process(): Promise<void> {
    const letters = await this.letters.sendDue();
    if (letters > 0) this.logger.info('letters have been sent', { letters });
  }
}
