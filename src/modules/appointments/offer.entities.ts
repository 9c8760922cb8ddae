import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { DrawRow } from '../draws';
import { RegistrationRow } from '../registrations';
import { SlotRow } from '../slots';

/**
 * `offered` -> `accepted` -> `attended` or `missed`; `offered` -> `declined` or `expired`; `cancelled` by giving back, by
 * a newer appointment, or by the office, and from the start where an offer could not be made any more.
 */
export type OfferState = 'offered' | 'accepted' | 'declined' | 'expired' | 'cancelled' | 'attended' | 'missed';

/**
 * What a draw's winner got, one row a winner, for ever: what happened to it is in its state and in the log. Without a draw: an appointment that
 * two people have granted, accepted from the start.
 */
@Entity('offers')
@Unique('uq_offers_one_per_draw_and_entry', ['drawUuid', 'ticketId'])
@Check('ck_offers_state', `state IN ('offered', 'accepted', 'declined', 'expired', 'cancelled', 'attended', 'missed')`)
@Check(
  'ck_offers_drawn_or_granted',
  `(draw_uuid IS NULL) = (ticket_id IS NULL) AND (draw_uuid IS NOT NULL OR state NOT IN ('offered', 'declined', 'expired'))`,
)
@Index('uq_offers_one_live_per_registration', ['registrationId'], { unique: true, where: `state IN ('offered', 'accepted')` })
@Index('ix_offers_registration', ['registrationId'])
@Index('ix_offers_unreminded', ['answeredAt'], { where: `state = 'accepted' AND reminded_at IS NULL` })
@Index('ix_offers_unanswered', ['answerBy'], { where: `state = 'offered'` })
export class OfferRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_offers' })
  id: string;

  /** Null: granted outside any draw. */
  @Column({ name: 'draw_uuid', type: 'uuid', nullable: true })
  @ForeignKey(() => DrawRow, { name: 'fk_offers_draw' })
  drawUuid: string | null;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_offers_registration' })
  registrationId: string;

  @Column({ name: 'ticket_id', type: 'text', nullable: true })
  ticketId: string | null;

  @Column('text')
  state: OfferState;

  /** Last second in which it can be accepted. */
  @Column({ name: 'answer_by', type: 'timestamptz' })
  answerBy: Date;

  @Column({ name: 'offered_at', type: 'timestamptz' })
  offeredAt: Date;

  /** When the person, or time, decided. */
  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true })
  answeredAt: Date | null;

  /** When a letter was written that reminds of it; null while none was. */
  @Column({ name: 'reminded_at', type: 'timestamptz', nullable: true })
  remindedAt: Date | null;

  /** Why it was declined (`justified`, `other`) or cancelled (as in the log's `slot.cancelled`; `revoked` stands there as `office`). */
  @Column({ type: 'text', nullable: true })
  reason: string | null;
}

/** The slots of an offer. At most one live offer a slot, by unique index. */
@Entity('offer_slots')
@Index('uq_offer_slots_one_live_offer_per_slot', ['slotUuid'], { unique: true, where: 'live' })
export class OfferSlotRow {
  @PrimaryColumn({ name: 'offer_id', type: 'uuid', primaryKeyConstraintName: 'pk_offer_slots' })
  @ForeignKey(() => OfferRow, { name: 'fk_offer_slots_offer' })
  offerId: string;

  @PrimaryColumn({ name: 'slot_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_offer_slots' })
  @ForeignKey(() => SlotRow, { name: 'fk_offer_slots_slot' })
  slotUuid: string;

  /** False once the offer has let go of the slot; true to the end for an appointment that was kept or missed. */
  @Column({ type: 'boolean', default: true })
  live: boolean;
}

/** What a clerk found when somebody came with documents. Append-only: a mismatch stays on record. */
@Entity('check_ins')
@Check('ck_check_ins_outcome', `outcome IN ('matched', 'mismatched')`)
@Check('ck_check_ins_document', `document IN ('seen', 'read')`)
@Check('ck_check_ins_handed_over_whole', `handed_to IS NULL OR (reason IS NOT NULL AND outcome = 'mismatched')`)
@Index('uq_check_ins_one_match_per_offer', ['offerId'], { unique: true, where: `outcome = 'matched'` })
export class CheckInRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_check_ins' })
  id: string;

  @Column({ name: 'offer_id', type: 'uuid' })
  @ForeignKey(() => OfferRow, { name: 'fk_check_ins_offer' })
  offerId: string;

  @Column('text')
  outcome: 'matched' | 'mismatched';

  /** Names of the fields that differ, never their contents. */
  @Column({ type: 'text', array: true })
  differs: string[];

  /** Whether the stored identity opens the commitment that was public before the draw (docs/spec: record). */
  @Column({ name: 'commitment_opened', type: 'boolean' })
  commitmentOpened: boolean;

  /** How the document was compared: by eye, or its machine-readable lines by the service. Null where a program compared typed fields. */
  @Column({ type: 'text', nullable: true })
  document: 'seen' | 'read' | null;

  /** Code of the clerk's reason: why it is no match, or why it is one although something differs. */
  @Column({ type: 'text', nullable: true })
  reason: string | null;

  /** Who takes a second look. */
  @Column({ name: 'handed_to', type: 'text', nullable: true })
  handedTo: string | null;

  /** Pseudonym of the member of staff. */
  @Column({ name: 'checked_by', type: 'text' })
  checkedBy: string;

  /** The human being behind the pseudonym (StaffMember.person): a second look takes another one. */
  @Column({ name: 'checked_person', type: 'text', nullable: true })
  checkedPerson: string | null;

  @Column({ name: 'checked_at', type: 'timestamptz' })
  checkedAt: Date;
}
