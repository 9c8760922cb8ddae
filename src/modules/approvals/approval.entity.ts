import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ApprovalKind } from './approval-kinds';

/** `expired`: nobody decided in time; whoever still wants it asks again. */
export type ApprovalDecision = 'approved' | 'refused' | 'expired';

/** Something that one person has asked for and another has to decide. Holds ids and codes, never a name or a story. */
@Entity('approvals')
@Check('ck_approvals_decision', `decision IN ('approved', 'refused', 'expired')`)
@Check('ck_approvals_decided_whole', '(decision IS NULL) = (decided_at IS NULL)')
@Check(
  'ck_approvals_decided_by_a_person',
  `decision IS NULL OR decision = 'expired' OR (decided_by IS NOT NULL AND decided_person IS NOT NULL)`,
)
@Check('ck_approvals_two_people', 'decided_person IS NULL OR (decided_person <> requested_person AND decided_by <> requested_by)')
@Index('uq_approvals_one_waiting_per_subject', ['kind', 'subject'], { unique: true, where: 'decision IS NULL' })
export class ApprovalRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_approvals' })
  id: string;

  @Column('text')
  kind: ApprovalKind;

  /** What it is about: a draw's public id, or the id of a window, a template, a registration or an offer. */
  @Column('text')
  subject: string;

  /** Code of the reason, from the kind's closed list. */
  @Column('text')
  reason: string;

  /** What the effect needs besides the subject: ids and codes. */
  @Column('jsonb')
  details: Readonly<Record<string, unknown>>;

  /** Pseudonym, for the log. */
  @Column({ name: 'requested_by', type: 'text' })
  requestedBy: string;

  /** The human being behind the pseudonym (StaffMember.person). */
  @Column({ name: 'requested_person', type: 'text' })
  requestedPerson: string;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ type: 'text', nullable: true })
  decision: ApprovalDecision | null;

  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_person', type: 'text', nullable: true })
  decidedPerson: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt: Date | null;
}
