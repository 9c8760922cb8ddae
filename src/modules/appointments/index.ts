export { Hearings } from './revocation/hearings.service';
export { type HearingView, HearingViews, type OwnHearing } from './revocation/hearing-views.service';
export { OwnHearings } from './revocation/own-hearings';
export { DROP_REASONS, type DropReason, HEARING_REASONS, type HearingReason } from './revocation/revocation-hearing.entity';
export { RevocationService } from './revocation/revocation.service';
export { SlotGrants } from './grants/slot-grants.service';
export { AnswerLinks } from './answer-links';
export { type AnswerView, AnswerViews } from './answer-views.service';
export { type AppointmentPhase, phaseOf } from './appointment-phase';
export { composeCalendarFile } from './calendar-file';
export { DECLINE_REASONS, type DeclineReason } from './appointments.dto';
export { AnswersService } from './answers.service';
export { AppointmentCodes, type AppointmentVerdict } from './appointment-codes.service';
export { type AppointmentSlotView, type AppointmentView, AppointmentViews } from './appointment-views.service';
export { AppointmentError, type AppointmentErrorCode } from './appointments.errors';
export { AppointmentsModule } from './appointments.module';
export { type CheckInOutcome, CheckInService } from './check-in.service';
export { CloseOutService } from './close-out.service';
export { CounterFindings, type CounterFinding } from './counter-findings.service';
export { CounterListService, type ExpectedView } from './counter-list.service';
export { CounterSearch, type Found } from './counter-search.service';
export {
  type CheckedDocument,
  type Handover,
  HANDED_TO,
  HANDOVER_PARTS,
  HANDOVER_REASONS,
  PRESENT_REASONS,
  type PresentReason,
} from './counter-acts';
export { type ReadDocument } from './machine-readable';
export { type OfficeOnPaper, PaperDays } from './paper-days.service';
export { ExpiryService } from './expiry.service';
export { LedgerService, type LedgerView } from './ledger.service';
export { CheckInRow, OfferRow, OfferSlotRow, type OfferState } from './offer.entities';
export { RemindersService } from './reminders.service';
export { OfferingService } from './offering.service';
export type { PrintedCode } from './printed-code';
export { type CancelledCount, type WaitingDays, WindowFigures } from './window-figures.service';
export { type SlotAccount, SlotAccounts } from './slot-accounts.service';
