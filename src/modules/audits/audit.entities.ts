import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { DrawRow } from '../draws';

/** A sample of a past draw's entries, picked by a public round that was announced first (docs/spec/audit.md). Drawn once (`tr_audit_samples_guard`). */
@Entity('audit_samples')
@Unique('uq_audit_samples_one_per_round', ['drawUuid', 'round'])
@Check('ck_audit_samples_wanted', 'wanted >= 1')
@Check('ck_audit_samples_drawn_with_signature', '(drawn_at IS NULL) = (signature IS NULL)')
@Index('uq_audit_samples_one_waiting_per_draw', ['drawUuid'], { unique: true, where: 'drawn_at IS NULL' })
export class AuditSampleRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_audit_samples' })
  id: string;

  @Column({ name: 'draw_uuid', type: 'uuid' })
  @ForeignKey(() => DrawRow, { name: 'fk_audit_samples_draw' })
  drawUuid: string;

  @Column('bigint')
  round: string;

  /** How many entries are to be opened, if there are so many. */
  @Column('smallint')
  wanted: number;

  /** Pseudonym. */
  @Column({ name: 'requested_by', type: 'text' })
  requestedBy: string;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  /** The entry `audit.announced`. */
  @Column({ name: 'log_entry_id', type: 'bigint' })
  @ForeignKey('LogEntryRow', { name: 'fk_audit_samples_log_entry' })
  logEntryId: string;

  @Column({ name: 'drawn_at', type: 'timestamptz', nullable: true })
  drawnAt: Date | null;

  /** The round's, 96 hex digits: with it anybody draws the same sample. */
  @Column({ type: 'text', nullable: true })
  signature: string | null;
}

/**
 * An entry that a sample picked. Append-only. Deliberately without a reference to `draw_entries`: the ticket id comes from the public list, and what
 * stands behind it, if anything does, is the question.
 */
@Entity('audit_sample_entries')
@Unique('uq_audit_sample_entries_nobody_twice', ['sampleId', 'ticketId'])
export class AuditSampleEntryRow {
  @PrimaryColumn({ name: 'sample_id', type: 'uuid', primaryKeyConstraintName: 'pk_audit_sample_entries' })
  @ForeignKey(() => AuditSampleRow, { name: 'fk_audit_sample_entries_sample' })
  sampleId: string;

  /** In the order of opening, from 1. */
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'pk_audit_sample_entries' })
  position: number;

  @Column({ name: 'ticket_id', type: 'text' })
  ticketId: string;
}

/** Who has seen whose data in an audit. Append-only. */
@Entity('audit_openings')
@ForeignKey(() => AuditSampleEntryRow, ['sampleId', 'ticketId'], ['sampleId', 'ticketId'], { name: 'fk_audit_openings_entry' })
export class AuditOpeningRow {
  @PrimaryColumn({ name: 'sample_id', type: 'uuid', primaryKeyConstraintName: 'pk_audit_openings' })
  sampleId: string;

  @PrimaryColumn({ name: 'ticket_id', type: 'text', primaryKeyConstraintName: 'pk_audit_openings' })
  ticketId: string;

  /** Pseudonym. */
  @PrimaryColumn({ name: 'opened_by', type: 'text', primaryKeyConstraintName: 'pk_audit_openings' })
  openedBy: string;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;
}

/** What an auditor found about an entry of a sample; once, by somebody who had opened it. Append-only. */
@Entity('audit_findings')
@Check('ck_audit_findings_outcome', `outcome IN ('confirmed', 'objected')`)
@Check('ck_audit_findings_objected_with_reason', `(outcome = 'objected') = (reason IS NOT NULL)`)
@ForeignKey(() => AuditOpeningRow, ['sampleId', 'ticketId', 'foundBy'], ['sampleId', 'ticketId', 'openedBy'], {
  name: 'fk_audit_findings_opening',
})
export class AuditFindingRow {
  @PrimaryColumn({ name: 'sample_id', type: 'uuid', primaryKeyConstraintName: 'pk_audit_findings' })
  sampleId: string;

  @PrimaryColumn({ name: 'ticket_id', type: 'text', primaryKeyConstraintName: 'pk_audit_findings' })
  ticketId: string;

  @Column('text')
  outcome: 'confirmed' | 'objected';

  /** A code of docs/spec/audit.md. */
  @Column({ type: 'text', nullable: true })
  reason: string | null;

  /** Pseudonym. */
  @Column({ name: 'found_by', type: 'text' })
  foundBy: string;

  @Column({ name: 'found_at', type: 'timestamptz' })
  foundAt: Date;

  @Column({ name: 'log_entry_id', type: 'bigint' })
  @ForeignKey('LogEntryRow', { name: 'fk_audit_findings_log_entry' })
  logEntryId: string;
}

/** Evidence that left the house. Append-only. */
@Entity('audit_exports')
@Index('ix_audit_exports_time', ['exportedAt'])
export class AuditExportRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_audit_exports' })
  id: string;

  @Column({ name: 'draw_uuid', type: 'uuid' })
  @ForeignKey(() => DrawRow, { name: 'fk_audit_exports_draw' })
  drawUuid: string;

  /** Whose file it is; null for the draw's bundle, which names nobody. Never in the public log. */
  @Column({ name: 'ticket_id', type: 'text', nullable: true })
  ticketId: string | null;

  /** Of the archive, 64 hex. */
  @Column('text')
  sha256: string;

  /** Pseudonym. */
  @Column({ name: 'exported_by', type: 'text' })
  exportedBy: string;

  @Column({ name: 'exported_at', type: 'timestamptz' })
  exportedAt: Date;

  @Column({ name: 'log_entry_id', type: 'bigint' })
  @ForeignKey('LogEntryRow', { name: 'fk_audit_exports_log_entry' })
  logEntryId: string;
}
