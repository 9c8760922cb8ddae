export type { AnsweredContext, AnswerOutcome } from './offer-answers.service';
export { RegistrationRow, type ContactKind, type RegistrationChannel, type RegistrationState } from './registration.entity';
export { type Contact, RegistrationVault, splitIdentity } from './registration-vault';
export { type OwnDetails, OwnDetailsService } from './own-details.service';
export type { DateVerifier } from './critical-dates';
export type { OwnProspect } from './own-prospects';
export { OwnRegistrationService } from './own-registration.service';
export type { OwnRegistration, PublicState } from './own-registration-view';
export { PrivateLinks } from './private-links';
export { OwnKeyDto } from './own-registration.dto';
export { ReceiptsLog } from './receipts-log.service';
export { type ActNote, type OwnKey, type ProvenKey } from './registration-access.service';
export { RegistrationsModule } from './registrations.module';
export type { FreezeCandidate, FreezeQuery } from './freeze-candidates';
export { type OpenedIdentity, StandingRegistrations } from './standing-registrations.service';
export { ConfirmationService } from './confirmation.service';
export { REGISTRATIONS_OF_ADDRESS } from './address-limits';
export * from './forms';
export { parseContact } from './contact';
export { HARDSHIP_REASONS, type HardshipReason } from './registration-vault';
export { RegistrationError, type RegistrationErrorCode } from './registrations.errors';
export { NearCriticalService, type NearCritical } from './near-critical.service';
export { type RegistrationCounts, RegistrationNumbers } from './registration-counts.service';
export { InterestService } from './interest.service';
export { GivenReceipts } from './given-receipts.service';
export { GrantAdmission } from './grant-admission';
export { type NameCorrection, NameCorrections } from './corrections/name-corrections.service';
export { type StaffCase, StaffCases } from './staff-cases.service';
export { type ReceiptCopy, ReceiptCopies } from './receipt-copies.service';
export {
  type ClusterSummary,
  type ClusterView,
  ClusterViewService,
  KEEP_REASONS,
  KeepingService,
  LONGEST_OBJECTION,
  type MemberView,
  OwnObjections,
  type OwnNotice,
  type NoticeView,
  POST_DAYS,
  type ClusterPage,
  ReviewClusterRow,
  type QuestionView,
  RemovalService,
  ReviewListService,
  ReviewNotices,
  SUSPICIONS,
} from './reviews';
export type { StaffView } from './staff-view';
export { StatementRow, Statements, type StatementView, type StatementWay, TAKEN_WAYS, type TakenWay, type Telling } from './statements';
export { AssistedActRow, type AssistedActKind, AssistedRegistrations, Callers, WRONG_CALLERS } from './assisted';
export type { CallerKey } from './registrations-of-case';
export { PaperLetters, type WaitingLetter } from './paper-letters';
