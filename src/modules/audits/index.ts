export { AuditFindings, OBJECTION_REASONS, type ObjectionReason, type SampleEntryView } from './audit-findings.service';
export { AuditSamples, type OpenSampleView, ROUND_AFTER, type SampleView } from './audit-samples.service';
export type { SampledEntry } from './audit-samples.repository';
export { AuditError, type AuditErrorCode } from './audits.errors';
export { AuditsModule } from './audits.module';
export { AUDITS_QUEUE, AuditsScheduler } from './audits.scheduler';
export { type EntryCheckOutcome, type OpenedEntry } from './opened-entry';
export { SampleDrawing } from './sample-drawing.service';
export type { TicketComputation } from './ticket-computation';
