import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OfferRow } from '../offer.entities';

/** Why an appointment may be revoked. Closed; the holder is told this and nothing else, and nothing else can be the reason of a revocation. */
export const HEARING_REASONS = ['offered-for-sale', 'used-by-another', 'several-reports'] as const;
export type HearingReason = (typeof HEARING_REASONS)[number];

/** Why a hearing ended without a revocation being asked for. */
export const DROP_REASONS = ['explained', 'not-proven', 'error'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** `overtaken`: the appointment ended by itself: given back, replaced, kept or missed. */
export type HearingOutcome = 'revoked' | 'dropped' | 'overtaken';

/** Says to the holder of an appointment that it may be revoked, and until when they can answer. Without one nothing is revoked. */
@Entity('revocation_hearings')
@Check('ck_revocation_hearings_reason', `reason IN ('offered-for-sale', 'used-by-another', 'several-reports')`)
@Check('ck_revocation_hearings_outcome', `outcome IN ('revoked', 'dropped', 'overtaken')`)
@Check('ck_revocation_hearings_ended_whole', '(outcome IS NULL) = (ended_at IS NULL)')
@Check(
  'ck_revocation_hearings_dropped_by_a_person',
  `(drop_reason IS NULL) = (dropped_by IS NULL) AND (outcome IS NOT DISTINCT FROM 'dropped') = (drop_reason IS NOT NULL)`,
)
@Check('ck_revocation_hearings_drop_reason', `drop_reason IN ('explained', 'not-proven', 'error')`)
@Index('uq_revocation_hearings_one_open', ['offerId'], { unique: true, where: 'ended_at IS NULL' })
export class RevocationHearingRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_revocation_hearings' })
  id: string;

  @Column({ name: 'offer_id', type: 'uuid' })
  @ForeignKey(() => OfferRow, { name: 'fk_revocation_hearings_offer' })
  offerId: string;

  @Column('text')
  reason: HearingReason;

  /** Reports of offers to sell it. Ids only: a report goes when its own time is over. */
  @Column({ name: 'report_ids', type: 'uuid', array: true })
  reportIds: string[];

  /** A pseudonym. */
  @Column({ name: 'opened_by', type: 'text' })
  openedBy: string;

  /** The human being behind it (`StaffMember.person`); null where an older version has not kept it. */
  @Column({ name: 'opened_person', type: 'text', nullable: true })
  openedPerson: string | null;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt: Date;

  @Column({ name: 'answer_by', type: 'timestamptz' })
  answerBy: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome: HearingOutcome | null;

  /** A pseudonym. */
  @Column({ name: 'dropped_by', type: 'text', nullable: true })
  droppedBy: string | null;

  @Column({ name: 'drop_reason', type: 'text', nullable: true })
  dropReason: DropReason | null;
}
