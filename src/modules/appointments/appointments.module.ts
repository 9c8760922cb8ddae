import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { AuditLogModule } from '../audit-log';
import { ApprovalsModule } from '../approvals';
import { HardshipModule } from '../hardship';
import { DrawsModule } from '../draws';
import { RegistrationsModule } from '../registrations';
import { SlotsModule } from '../slots';
import { WindowsModule } from '../windows';
import { AnswerAccess } from './answer-access.service';
import { AnswerLinks } from './answer-links';
import { AnswerViews } from './answer-views.service';
import { AnswersService } from './answers.service';
import { AppointmentCodes } from './appointment-codes.service';
import { AppointmentViews } from './appointment-views.service';
import { AppointmentsController } from './appointments.controller';
import { APPOINTMENTS_QUEUE, AppointmentsProcessor } from './appointments.processor';
import { AppointmentsScheduler } from './appointments.scheduler';
import { CheckInService } from './check-in.service';
import { CloseOutService } from './close-out.service';
import { CounterController } from './counter.controller';
import { CounterFindings } from './counter-findings.service';
import { CounterListService } from './counter-list.service';
import { CounterSearch } from './counter-search.service';
import { ExpiryService } from './expiry.service';
import { LedgerController } from './ledger.controller';
import { GrantsController } from './grants/grants.controller';
import { SlotGrants } from './grants/slot-grants.service';
import { LedgerService } from './ledger.service';
import { CheckInRow, OfferRow, OfferSlotRow } from './offer.entities';
import { OfferSteps } from './offer-steps.service';
import { OfferingService } from './offering.service';
import { OffersRepository } from './offers.repository';
import { Hearings } from './revocation/hearings.service';
import { HearingStatements } from './revocation/hearing-statements';
import { HearingViews } from './revocation/hearing-views.service';
import { OwnHearings } from './revocation/own-hearings';
import { HearingStatementRow } from './revocation/hearing-statement.entity';
import { RevocationHearingRow } from './revocation/revocation-hearing.entity';
import { RevocationService } from './revocation/revocation.service';
import { PaperDayRow } from './paper-day.entity';
import { PaperDays } from './paper-days.service';
import { RemindersService } from './reminders.service';
import { WindowFigures } from './window-figures.service';
import { SlotAccounts } from './slot-accounts.service';

const INNER = [OffersRepository, OfferSteps, AnswerAccess, HearingStatements];
const SERVICES = [
  WindowFigures,
  AnswerLinks,
  AnswerViews,
  OfferingService,
  AnswersService,
  ExpiryService,
  CheckInService,
  CloseOutService,
  AppointmentViews,
  AppointmentCodes,
  CounterListService,
  CounterSearch,
  CounterFindings,
  PaperDays,
  LedgerService,
  RemindersService,
  SlotAccounts,
  SlotGrants,
  Hearings,
  HearingViews,
  OwnHearings,
  RevocationService,
];

/** From a draw's winners to the end of every slot. */
@Module({})
export class AppointmentsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: AppointmentsModule,
    imports: [
      TypeOrmModule.forFeature([OfferRow, OfferSlotRow, CheckInRow, PaperDayRow, RevocationHearingRow, HearingStatementRow]),
      registerQueue(APPOINTMENTS_QUEUE),
      AuditLogModule.forRole(role),
      WindowsModule.forRole(role),
      RegistrationsModule.forRole(role),
      SlotsModule.forRole(role),
      ApprovalsModule.forRole(role),
      HardshipModule.forRole(role),
      DrawsModule.forRole(role),
    ],
    controllers: role.web ? [AppointmentsController, CounterController, GrantsController, LedgerController] : [],
    providers: [...INNER, ...SERVICES, ...(role.worker ? [AppointmentsProcessor, AppointmentsScheduler] : [])],
    exports: SERVICES,
  }));
}
