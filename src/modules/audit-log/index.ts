export { AuditLogModule } from './audit-log.module';
export { AuditLogService } from './audit-log.service';
export { LogBrowser } from './log-browser.service';
export type { CheckpointView, Consistency, LogFilter, LogLine, ProvenLine, ProvenLines } from './log-lines';
export { LogProofsService, type LoggedEntry } from './log-proofs.service';
export { Sequencer } from './sequencer.service';
export { LOG_IDENTITY, type LogIdentity } from './log-identity';
export { LOG_ENTRY_TYPES, type LogEntry } from './log-entry';
