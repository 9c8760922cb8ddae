import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutboxMessageRow } from '../../platform/outbox';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { AppointmentsModule } from '../appointments';
import { PaperLetters, RegistrationsModule } from '../registrations';
import { WindowsModule } from '../windows';
import { LetterAllowanceRow } from './letter-allowance.entity';
import { LetterComposer } from './letter-composer';
import { LetterToPrintRow } from './letter-to-print.entity';
import { LetterLimits } from './letter-limits';
import { MailForm } from './mail-form';
import { LettersToPrintController } from './letters-to-print.controller';
import { LettersToPrint } from './letters-to-print.service';
import { LettersService, LetterWays } from './letters.service';
import { LETTERS_QUEUE, NotificationsProcessor } from './notifications.processor';
import { NotificationsScheduler } from './notifications.scheduler';
import { OutboxRepository } from './outbox.repository';
import { PaperForm } from './paper-form';

const WORKER = [OutboxRepository, MailForm, LetterWays, LetterLimits, LettersService, NotificationsScheduler, NotificationsProcessor];

/** Tells people what has happened. Imported by nobody: others write to the outbox and do not wait. */
@Module({})
export class NotificationsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: NotificationsModule,
    // Pages list letters on paper without importing this module.
    global: true,
    imports: [
      TypeOrmModule.forFeature([OutboxMessageRow, LetterAllowanceRow, LetterToPrintRow]),
      registerQueue(LETTERS_QUEUE),
      AppointmentsModule.forRole(role),
      RegistrationsModule.forRole(role),
      WindowsModule.forRole(role),
    ],
    controllers: role.web ? [LettersToPrintController] : [],
    providers: [
      LetterComposer,
      LettersToPrint,
      { provide: PaperLetters, useExisting: LettersToPrint },
      PaperForm,
      ...(role.worker ? WORKER : []),
    ],
    exports: [PaperLetters, ...(role.worker ? [LettersService] : [])],
  }));
}
