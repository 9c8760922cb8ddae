import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { registerQueue } from '../../platform/queue';
import { oncePerRole } from '../../platform/role';
import { ApprovalsModule } from '../approvals';
import { AuditLogModule } from '../audit-log';
import { IdentityModule } from '../identity';
import { WindowsModule } from '../windows';
import { AssistedActRow, AssistedRegistrations, Callers } from './assisted';
import { CaseNumberTries } from './case-number-tries';
import { CaseNumberTriesRow } from './case-number-tries.entity';
import { ConfirmationService } from './confirmation.service';
import { CorrectionsController } from './corrections/corrections.controller';
import { NameCorrectionRow } from './corrections/name-correction.entity';
import { NameCorrections } from './corrections/name-corrections.service';
import { DecisionNotices } from './decision-notices.service';
import { FormCopies, FormSubmission, RegistrationFormRow, RegistrationForms, SentForms } from './forms';
import { EntryGate } from './entry-gate';
import { GivenReceipts } from './given-receipts.service';
import { GrantAdmission } from './grant-admission';
import { RegistrationNumbers } from './registration-counts.service';
import { InterestService } from './interest.service';
import { MergedRegistrationsRepository } from './merged-registrations.repository';
import { NearCriticalService } from './near-critical.service';
import { OfferAnswers } from './offer-answers.service';
import { OpenServices } from './open-services';
import { OwnDetailsService } from './own-details.service';
import { OwnContact, OwnRegistrationService } from './own-registration.service';
import { PrivateLinks } from './private-links';
import { ReceiptCopies } from './receipt-copies.service';
import { ReceiptBatchRow, ReceiptRow } from './receipt.entities';
import { ReceiptSigner } from './receipt-signer';
import { ReceiptsController } from './receipts.controller';
import { ReceiptsLog } from './receipts-log.service';
import { RegistrationAccess } from './registration-access.service';
import { CaseLookup, RegistrationAdmission } from './registration-admission';
import { RegistrationDrafts } from './registration-drafts';
import { RegistrationIntake } from './registration-intake';
import { RegistrationRow } from './registration.entity';
import { RegistrationVault } from './registration-vault';
import { RegistrationsController } from './registrations.controller';
import { REGISTRATIONS_QUEUE, RegistrationsProcessor } from './registrations.processor';
import { RegistrationsOfCase } from './registrations-of-case';
import { RegistrationsRepository } from './registrations.repository';
import { RegistrationsScheduler } from './registrations.scheduler';
import { RegistrationsService } from './registrations.service';
import { StaffCases } from './staff-cases.service';
import {
  ClusterViewService,
  KeepingService,
  MassPatterns,
  OwnObjections,
  OwnObjectionsController,
  RegistrationComparison,
  RegistrationExclusion,
  RegistrationTraitRow,
  RemovalActs,
  RemovalController,
  RemovalService,
  ReviewClusterRow,
  ReviewClustersRepository,
  ReviewItemRow,
  ReviewItemsRepository,
  ReviewListService,
  ReviewNoticeRow,
  ReviewNotices,
  ReviewQuestions,
  ReviewsController,
  ReviewStatementRow,
  ReviewStatements,
  Traits,
} from './reviews';
import { StaffRegistrationsController } from './staff-registrations.controller';
import { StandingRegistrations } from './standing-registrations.service';
import { UnconfirmedRegistrations } from './unconfirmed.service';

const REVIEW_ROWS = [ReviewClusterRow, ReviewItemRow, ReviewNoticeRow, ReviewStatementRow, RegistrationTraitRow];
const ROWS = [
  RegistrationRow,
  AssistedActRow,
  CaseNumberTriesRow,
  NameCorrectionRow,
  ReceiptRow,
  ReceiptBatchRow,
  RegistrationFormRow,
  ...REVIEW_ROWS,
];
const CONTROLLERS = [
  RegistrationsController,
  OwnObjectionsController,
  StaffRegistrationsController,
  ReviewsController,
  RemovalController,
  CorrectionsController,
  ReceiptsController,
];
const SHARED = [
  CaseLookup,
  CaseNumberTries,
  DecisionNotices,
  EntryGate,
  GivenReceipts,
  GrantAdmission,
  FormCopies,
  MergedRegistrationsRepository,
  NameCorrections,
  OfferAnswers,
  PrivateLinks,
  ReceiptSigner,
  ReceiptsLog,
  RegistrationForms,
  RegistrationAccess,
  RegistrationAdmission,
  RegistrationVault,
  RegistrationsOfCase,
  RegistrationsRepository,
  RegistrationExclusion,
  ReviewClustersRepository,
  ReviewItemsRepository,
  ReviewNotices,
  ReviewStatements,
  ReviewQuestions,
  StaffCases,
  StandingRegistrations,
  UnconfirmedRegistrations,
];
const WEB = [
  AssistedRegistrations,
  Callers,
  ConfirmationService,
  FormSubmission,
  InterestService,
  RegistrationNumbers,
  NearCriticalService,
  OpenServices,
  OwnContact,
  OwnDetailsService,
  OwnRegistrationService,
  ReceiptCopies,
  RegistrationDrafts,
  RegistrationIntake,
  RegistrationsService,
  ReviewListService,
  SentForms,
  ClusterViewService,
  KeepingService,
  OwnObjections,
  RemovalActs,
  RemovalService,
];
/** Background work. */
const WORKER = [MassPatterns, Traits, RegistrationComparison, RegistrationsScheduler, RegistrationsProcessor];

/** What pages use besides. */
const FOR_PAGES = [
  AssistedRegistrations,
  Callers,
  ConfirmationService,
  OwnDetailsService,
  OwnRegistrationService,
  FormCopies,
  FormSubmission,
  InterestService,
  NearCriticalService,
  RegistrationNumbers,
  ReceiptCopies,
  RegistrationForms,
  SentForms,
  ClusterViewService,
  KeepingService,
  OwnObjections,
  RemovalService,
  ReviewListService,
];

/** Registrations: in, confirmed, changed, reviewed, withdrawn, and handed to the draws as they stand. */
@Module({})
export class RegistrationsModule {
  static readonly forRole = oncePerRole((role) => ({
    module: RegistrationsModule,
    imports: [
      TypeOrmModule.forFeature(ROWS),
      registerQueue(REGISTRATIONS_QUEUE),
      ApprovalsModule.forRole(role),
      AuditLogModule.forRole(role),
      IdentityModule.forRole(role),
      WindowsModule.forRole(role),
    ],
    controllers: role.web ? CONTROLLERS : [],
    providers: [...SHARED, ...(role.web ? WEB : []), ...(role.worker ? WORKER : [])],
    exports: [
      GivenReceipts,
      GrantAdmission,
      NameCorrections,
      StaffCases,
      StandingRegistrations,
      ReceiptsLog,
      RegistrationVault,
      PrivateLinks,
      ReviewNotices,
      ...(role.web ? FOR_PAGES : []),
    ],
  }));
}
