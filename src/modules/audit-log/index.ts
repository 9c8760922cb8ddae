export { AuditLogModule } from './audit-log.module';
export { AuditLogService } from './audit-log.service';
export { LogProofsService, type LoggedEntry } from './log-proofs.service';
export { Sequencer } from './sequencer.service';
export { LOG_IDENTITY, type LogIdentity } from './log-identity';
export type { CancelReason, LogEntry } from './log-entry';
