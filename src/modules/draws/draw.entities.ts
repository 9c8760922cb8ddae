import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { type DateVerifier, RegistrationRow } from '../registrations';
import { SlotRow } from '../slots';
import { WindowRow } from '../windows';

/** The steps of a draw; they only go forward (trigger `tr_draws_guard`). */
export type DrawState = 'scheduled' | 'frozen' | 'revealed' | 'drawn' | 'skipped' | 'voided';

/** One draw of a window: number 0 is the main draw, 1, 2, … are refills. */
@Entity('draws')
@Unique('uq_draws_one_per_number', ['windowId', 'number'])
@Unique('uq_draws_one_per_draw_id', ['drawId'])
@Check('ck_draws_state', `state IN ('scheduled', 'frozen', 'revealed', 'drawn', 'skipped', 'voided')`)
@Check('ck_draws_ended_with_reason', `(state IN ('skipped', 'voided')) = (ended_reason IS NOT NULL)`)
@Check('ck_draws_drawn_once', `(state = 'drawn') = (drawn_at IS NOT NULL)`)
@Index('ix_draws_unfinished', ['freezeAt'], {
  where: `state IN ('scheduled', 'frozen', 'revealed') OR (state = 'drawn' AND published_at IS NULL)`,
})
export class DrawRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_draws' })
  id: string;

  @Column({ name: 'window_id', type: 'uuid' })
  @ForeignKey(() => WindowRow, { name: 'fk_draws_window' })
  windowId: string;

  @Column('integer')
  number: number;

  /** `<authority>/<service>/<window>/<number>` */
  @Column({ name: 'draw_id', type: 'text' })
  drawId: string;

  @Column('text')
  state: DrawState;

  @Column({ name: 'freeze_at', type: 'timestamptz' })
  freezeAt: Date;

  @Column({ name: 'reveal_by', type: 'timestamptz' })
  revealBy: Date;

  /** The draw instant; the round is the first one at or after it. */
  @Column({ name: 'draw_at', type: 'timestamptz' })
  drawAt: Date;

  @Column('bigint')
  round: string;

  @Column({ name: 'frozen_at', type: 'timestamptz', nullable: true })
  frozenAt: Date | null;

  @Column({ name: 'revealed_at', type: 'timestamptz', nullable: true })
  revealedAt: Date | null;

  @Column({ name: 'drawn_at', type: 'timestamptz', nullable: true })
  drawnAt: Date | null;

  /** When the appointments of this draw were offered. */
  @Column({ name: 'offered_at', type: 'timestamptz', nullable: true })
  offeredAt: Date | null;

  /** When the record was complete, its log proofs included, and had passed our own verifier. */
  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt: Date | null;

  /** Why it was skipped or voided. */
  @Column({ name: 'ended_reason', type: 'text', nullable: true })
  endedReason: string | null;
}

/** One file of a draw's record, exact bytes. Append-only. */
@Entity('draw_files')
export class DrawFileRow {
  @PrimaryColumn({ name: 'draw_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_files' })
  @ForeignKey(() => DrawRow, { name: 'fk_draw_files_draw' })
  drawUuid: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_draw_files' })
  name: string;

  @Column('bytea')
  content: Buffer;

  @Column('text')
  sha256: string;
}

/** A contributor's commitment to one draw, and the secret once it is revealed. */
@Entity('draw_contributions')
@Check('ck_draw_contributions_revealed_with_secret', '(secret IS NULL) = (revealed_at IS NULL)')
export class DrawContributionRow {
  @PrimaryColumn({ name: 'draw_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_contributions' })
  @ForeignKey(() => DrawRow, { name: 'fk_draw_contributions_draw' })
  drawUuid: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_draw_contributions' })
  contributor: string;

  @Column('text')
  commitment: string;

  /** The service's own secret before it is revealed, encrypted. Other contributors keep theirs to themselves. */
  @Column({ name: 'sealed_secret', type: 'bytea', nullable: true })
  sealedSecret: Buffer | null;

  @Column({ type: 'text', nullable: true })
  secret: string | null;

  @Column({ name: 'revealed_at', type: 'timestamptz', nullable: true })
  revealedAt: Date | null;
}

/** Which registration stands behind an entry, and why it got its tickets. Not public. Append-only. */
@Entity('draw_entries')
@Unique('uq_draw_entries_one_entry_per_registration', ['drawUuid', 'registrationId'])
@Check(
  'ck_draw_entries_date_with_evidence',
  `(critical_date_source IS NULL) = (date_verified_by IS NULL)
   AND (date_verified_by IS NULL OR critical_date IS NOT NULL AND date_verified_by IN ('register', 'staff'))`,
)
@Index('ix_draw_entries_registration', ['registrationId'])
export class DrawEntryRow {
  @PrimaryColumn({ name: 'draw_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_entries' })
  @ForeignKey(() => DrawRow, { name: 'fk_draw_entries_draw' })
  drawUuid: string;

  @PrimaryColumn({ name: 'ticket_id', type: 'text', primaryKeyConstraintName: 'pk_draw_entries' })
  ticketId: string;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_draw_entries_registration' })
  registrationId: string;

  @Column('smallint')
  tickets: number;

  /** Code of the rule's line that gave the base (docs/spec/policy.md). */
  @Column('text')
  reason: string;

  /** Lost draws before this one. */
  @Column('integer')
  losses: number;

  /** The verified date that the tickets were computed from, so that an auditor can compute them again; null if there was none. */
  @Column({ name: 'critical_date', type: 'date', nullable: true })
  criticalDate: string | null;

  /** Where that date comes from (docs/spec/policy.md). Null without a date, and for entries from before this was kept. */
  @Column({ name: 'critical_date_source', type: 'text', nullable: true })
  criticalDateSource: string | null;

  /** Who says so: the register's file, or staff who have seen a document. */
  @Column({ name: 'date_verified_by', type: 'text', nullable: true })
  dateVerifiedBy: DateVerifier | null;

  @Column({ type: 'boolean', default: false })
  hardship: boolean;

  /** Whether any wish could have been met at all: only then a draw without a slot counts as lost. */
  @Column({ name: 'could_be_met', type: 'boolean' })
  couldBeMet: boolean;

  /** Whether rare wishes were widened to any group, as the person had agreed to. */
  @Column({ type: 'boolean', default: false })
  widened: boolean;
}

/** The slots of a draw. Append-only. */
@Entity('draw_slots')
export class DrawSlotRow {
  @PrimaryColumn({ name: 'draw_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_slots' })
  @ForeignKey(() => DrawRow, { name: 'fk_draw_slots_draw' })
  drawUuid: string;

  @PrimaryColumn({ name: 'slot_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_slots' })
  @ForeignKey(() => SlotRow, { name: 'fk_draw_slots_slot' })
  slotUuid: string;

  /** Line in slots.txt, from 0. */
  @Column('integer')
  position: number;
}

/** The outcome, one row an entry. Append-only: there is no second result. */
@Entity('draw_results')
@Unique('uq_draw_results_one_rank_per_entry', ['drawUuid', 'ticketId'])
@Check('ck_draw_results_served_by_a_pot', '(pot IS NULL) = (cardinality(slot_ids) = 0)')
@ForeignKey(() => DrawEntryRow, ['drawUuid', 'ticketId'], ['drawUuid', 'ticketId'], { name: 'fk_draw_results_entry' })
export class DrawResultRow {
  @PrimaryColumn({ name: 'draw_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_results' })
  drawUuid: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_draw_results' })
  rank: number;

  @Column({ name: 'ticket_id', type: 'text' })
  ticketId: string;

  @Column({ type: 'text', nullable: true })
  pot: string | null;

  @Column({ name: 'slot_ids', type: 'text', array: true })
  slotIds: string[];
}
