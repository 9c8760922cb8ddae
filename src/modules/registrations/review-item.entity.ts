import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from './registration.entity';

/** Why a member of staff has to look at a registration. */
export type ReviewReason = 'unknown-case' | 'identity-differs' | 'case-registered-already' | 'person-registered-already';
export const REVIEW_DECISIONS = ['keep', 'merge', 'refuse', 'replace'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** A question to staff. Never answered by a machine to somebody's disadvantage; open ones are never dropped. */
@Entity('review_items')
@Check('ck_review_items_reason', `reason IN ('unknown-case', 'identity-differs', 'case-registered-already', 'person-registered-already')`)
@Check('ck_review_items_decision', `decision IN ('keep', 'merge', 'refuse', 'replace')`)
@Check('ck_review_items_decided_by_somebody', `(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)`)
@Index('uq_review_items_one_open_per_reason', ['registrationId', 'reason'], { unique: true, where: 'decision IS NULL' })
@Index('ix_review_items_other', ['otherRegistrationId'], { where: 'other_registration_id IS NOT NULL' })
export class ReviewItemRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_review_items' })
  id: string;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_review_items_registration' })
  registrationId: string;

  /** The registration it collides with, for the two reasons that end in "registered already". */
  @Column({ name: 'other_registration_id', type: 'uuid', nullable: true })
  @ForeignKey(() => RegistrationRow, { name: 'fk_review_items_other' })
  otherRegistrationId: string | null;

  @Column('text')
  reason: ReviewReason;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;

  @Column({ type: 'text', nullable: true })
  decision: ReviewDecision | null;

  /** A pseudonym (`operator-3`), or `register` when a later import answered the question. */
  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt: Date | null;
}
