import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registration.entity';
import { ReviewClusterRow } from './review-cluster.entity';

/** Why a member of staff has to look at a registration. Those after the first three are hints only: the registration takes part meanwhile. */
export type ReviewReason =
  'unknown-case' | 'identity-differs' | 'case-registered-already' | 'person-registered-already' | 'near-duplicate' | MassReason;
export type MassReason = 'contact' | 'mail-domain' | 'network' | 'burst' | 'representative';
export type ReviewDecision = 'keep' | 'merge' | 'refuse' | 'replace';

/** Why staff keep a registration. Closed, in words for auditors. */
export const KEEP_REASONS = ['different-people', 'document-seen', 'register-checked', 'shared-place', 'nothing-found'] as const;
export type KeepReason = (typeof KEEP_REASONS)[number];

/** A question to staff. Never answered by a machine to somebody's disadvantage; open ones are never dropped. */
@Entity('review_items')
@Check(
  'ck_review_items_reason',
  `reason IN ('unknown-case', 'identity-differs', 'case-registered-already', 'person-registered-already', 'near-duplicate', 'contact', 'mail-domain', 'network', 'burst', 'representative')`,
)
@Check('ck_review_items_decision', `decision IN ('keep', 'merge', 'refuse', 'replace')`)
@Check('ck_review_items_decided_by_somebody', `(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)`)
@Check('ck_review_items_keep_reason', `keep_reason IS NULL OR decision IN ('keep', 'replace')`)
@Index('uq_review_items_one_open_per_reason', ['registrationId', 'reason'], { unique: true, where: 'decision IS NULL' })
@Index('ix_review_items_other', ['otherRegistrationId'], { where: 'other_registration_id IS NOT NULL' })
export class ReviewItemRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_review_items' })
  id: string;

  @Column({ name: 'cluster_id', type: 'uuid' })
  @ForeignKey(() => ReviewClusterRow, { name: 'fk_review_items_cluster' })
  @Index('ix_review_items_cluster')
  clusterId: string;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_review_items_registration' })
  registrationId: string;

  /** The registration it collides with, or is like. */
  @Column({ name: 'other_registration_id', type: 'uuid', nullable: true })
  @ForeignKey(() => RegistrationRow, { name: 'fk_review_items_other' })
  otherRegistrationId: string | null;

  @Column('text')
  reason: ReviewReason;

  /** Codes of what was found, for `near-duplicate` (likeness.ts). */
  @Column('text', { array: true, default: '{}' })
  signs: string[];

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;

  @Column({ type: 'text', nullable: true })
  decision: ReviewDecision | null;

  @Column({ name: 'keep_reason', type: 'text', nullable: true })
  keepReason: KeepReason | null;

  /** Pseudonym of whoever decided: of two people the second. `register` when a later import answered the question. */
  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt: Date | null;
}
