import { Module } from '@nestjs/common';
import { ChartDrawing } from '../../platform/charts';
import { AuthorityController, WebDoor } from '../../platform/html';
import { oncePerRole } from '../../platform/role';
import { AppointmentsModule } from '../appointments';
import { AuditLogModule } from '../audit-log';
import { DrawsModule } from '../draws';
import { OfferReportsModule } from '../offer-reports';
import { RegistrationsModule } from '../registrations';
import { SlotsModule } from '../slots';
import { WindowsModule } from '../windows';
import { AnswerController } from './answer/answer.controller';
import { DrawPageService } from './draws/draw-page.service';
import { DrawPagesController } from './draws/draws.controller';
import { FairnessPages } from './fairness/fairness-pages.service';
import { FairnessController } from './fairness/fairness.controller';
import { VerifierPublication } from './draws/verifier-publication';
import { VerifierController } from './draws/verifier.controller';
import { GenuineController } from './genuine/genuine.controller';
import { HomeController } from './home/home.controller';
import { HomeOverview } from './home/home.service';
import { OwnAppointments } from './own/own-appointments.service';
import { OwnChangesController } from './own/changes.controller';
import { ConcernPages } from './own/concern-pages';
import { HearingController } from './own/hearing.controller';
import { ObjectionController } from './own/objection.controller';
import { OwnController } from './own/own.controller';
import { OwnDoor } from './own/own-door';
import { OwnDraws, OwnPageService } from './own/own.service';
import { SheetController } from './own/sheet.controller';
import { LegalController } from './legal/legal.controller';
import { OwnSession } from './own/own-session';
import { ReceiptController } from './receipt/receipt.controller';
import { FormAccess } from './register/form-access';
import { Journeys } from './register/journey.service';
import { QuestionPages } from './register/question-pages';
import { RegisterController } from './register/register.controller';
import { SendingLimits } from './register/sending-limits';
import { SendingController } from './register/sending.controller';
import { ReportController } from './report/report.controller';
import { StartController } from './start/start.controller';
import { StartPages } from './start/start.service';
import { WindowRulesService } from './windows/window-rules.service';
import { WindowPagesController } from './windows/windows.controller';

const CONTROLLERS = [
  OwnController,
  OwnChangesController,
  HearingController,
  ObjectionController,
  SheetController,
  AnswerController,
  AuthorityController,
  HomeController,
  SendingController,
  ReceiptController,
  RegisterController,
  StartController,
  WindowPagesController,
  DrawPagesController,
  FairnessController,
  VerifierController,
  GenuineController,
  ReportController,
  LegalController,
];

const PROVIDERS = [
  WebDoor,
  HomeOverview,
  FormAccess,
  Journeys,
  QuestionPages,
  SendingLimits,
  StartPages,
  OwnSession,
  ConcernPages,
  OwnDoor,
  OwnAppointments,
  OwnDraws,
  OwnPageService,
  WindowRulesService,
  DrawPageService,
  VerifierPublication,
  FairnessPages,
  ChartDrawing,
];

const MODULES = [AuditLogModule, WindowsModule, RegistrationsModule, SlotsModule, DrawsModule, AppointmentsModule, OfferReportsModule];

/** Pages for people. Thin: what they show and do comes from the other modules' services. */
@Module({})
export class PagesModule {
  static readonly forRole = oncePerRole((role) => ({
    module: PagesModule,
    imports: role.web ? MODULES.map((module) => module.forRole(role)) : [],
    controllers: role.web ? CONTROLLERS : [],
    providers: role.web ? PROVIDERS : [],
  }));
}
