import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ServiceRow, WindowRow } from '../windows';

/**
 * Where a registration is. `unconfirmed` -> `standing` or `in_review` -> `offered` -> `served` -> `ended`; a declined or
 * expired offer leads back to `standing`. `withdrawn` (by the person), `excluded` (by staff, logged) and `ended` are final.
 */
export type RegistrationState = 'unconfirmed' | 'in_review' | 'standing' | 'offered' | 'served' | 'withdrawn' | 'excluded' | 'ended';

/** Nothing can be done with them any more. */
export const OVER: readonly RegistrationState[] = ['withdrawn', 'excluded', 'ended'];
/** The same as a list in SQL. */
export const OVER_SQL = `('${OVER.join("', '")}')`;

export type RegistrationChannel = 'online' | 'phone' | 'counter';
export type ContactKind = 'mail' | 'phone' | 'none';

/**
 * One case's interest in one service (docs/spec: words). Whatever names a person lies in `sealed` and `sealedSecret`; cases and
 * persons are found by keyed hashes. Entering a draw needs a case that the register or a member of staff has confirmed.
 */
@Entity('registrations')
@Check('ck_registrations_state', `state IN ('unconfirmed', 'in_review', 'standing', 'offered', 'served', 'withdrawn', 'excluded', 'ended')`)
@Check('ck_registrations_channel', `channel IN ('online', 'phone', 'counter')`)
@Check('ck_registrations_contact_kind', `contact_kind IN ('mail', 'phone', 'none')`)
@Check('ck_registrations_size', 'size BETWEEN 1 AND 9')
@Check('ck_registrations_losses', 'losses >= 0')
@Check(
  'ck_registrations_standing_is_verified',
  `state NOT IN ('standing', 'offered', 'served') OR (case_verified_by IS NOT NULL AND confirmed_at IS NOT NULL)`,
)
@Check('ck_registrations_registered_by_staff', `registered_by IS NULL OR channel <> 'online'`)
@Check(
  'ck_registrations_erased_is_empty',
  `erased_at IS NULL OR (state IN ${OVER_SQL}
     AND sealed IS NULL AND sealed_secret IS NULL AND contact_key IS NULL AND critical_date IS NULL AND network_key IS NULL)`,
)
@Check('ck_registrations_merged_is_out', `merged_into IS NULL OR state IN ('excluded', 'withdrawn')`)
@Index('uq_registrations_one_per_case_and_service', ['serviceId', 'caseKey'], {
  unique: true,
  where: `state IN ('standing', 'offered')`,
})
@Index('ix_registrations_case', ['caseKey'])
@Index('ix_registrations_person', ['personKey'])
@Index('ix_registrations_merged', ['mergedInto'], { where: 'merged_into IS NOT NULL' })
@Index('ix_registrations_untold', ['serviceId'], { where: 'decision_untold' })
@Index('ix_registrations_confirmed_contact', ['contactKey', 'confirmedAt'], {
  where: 'contact_key IS NOT NULL AND confirmed_at IS NOT NULL',
})
@Index('ix_registrations_to_erase', ['endedAt'], { where: 'ended_at IS NOT NULL AND erased_at IS NULL' })
@Index('ix_registrations_to_compare', ['confirmedAt', 'id'], {
  where: `compared_at IS NULL AND confirmed_at IS NOT NULL AND state IN ('standing', 'in_review')`,
})
@Index('ix_registrations_unconfirmed', ['confirmBy'], { where: `state = 'unconfirmed'` })
export class RegistrationRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_registrations' })
  id: string;

  @Column({ name: 'service_id', type: 'uuid' })
  @ForeignKey(() => ServiceRow, { name: 'fk_registrations_service' })
  serviceId: string;

  @Column('text')
  state: RegistrationState;

  @Column('text')
  channel: RegistrationChannel;

  /** Pseudonym of the member of staff who registered the person, at the counter or by phone; null for whoever did it themselves. */
  @Column({ name: 'registered_by', type: 'text', nullable: true })
  registeredBy: string | null;

  /** Language of the letters. */
  @Column('text')
  locale: string;

  /** Keyed hash of authority and case number. */
  @Column({ name: 'case_key', type: 'bytea' })
  caseKey: Buffer;

  /** Keyed hash of authority, names in any order and spelling, and birth date: for finding near-duplicates only. */
  @Column({ name: 'person_key', type: 'bytea' })
  personKey: Buffer;

  @Column({ name: 'contact_kind', type: 'text' })
  contactKind: ContactKind;

  /** Keyed hash of the address or number: for finding clusters only. */
  @Column({ name: 'contact_key', type: 'bytea', nullable: true })
  contactKey: Buffer | null;

  /** Keyed hash of the network it came from, until it has been compared with others (reviews/comparison.service.ts); null inside our own. */
  @Column({ name: 'network_key', type: 'bytea', nullable: true })
  networkKey: Buffer | null;

  /** When it was compared with others, for staff to look at what is alike. */
  @Column({ name: 'compared_at', type: 'timestamptz', nullable: true })
  comparedAt: Date | null;

  /** Identity, contact, representative and claims; null once erased. */
  @Column({ type: 'bytea', nullable: true })
  sealed: Buffer | null;

  /** The receipt secret (docs/spec: record); null once erased, which makes every published entry unlinkable. */
  @Column({ name: 'sealed_secret', type: 'bytea', nullable: true })
  sealedSecret: Buffer | null;

  @Column('smallint')
  size: number;

  /** `*`, or group names separated by commas, most wanted first; a last `*` after names: may be widened (`wish-list.ts`). */
  @Column('text')
  choices: string;

  @Column({ name: 'waived_pots', type: 'text', array: true })
  waivedPots: string[];

  /** `register`, or the member of staff who confirmed the case. */
  @Column({ name: 'case_verified_by', type: 'text', nullable: true })
  caseVerifiedBy: string | null;

  /** Set by staff only, from a document seen or a merge; stands above the register's. Never a mere claim. */
  @Column({ name: 'critical_date', type: 'date', nullable: true })
  criticalDate: string | null;

  /** Not null exactly when staff have decided about the critical date; then a null date means: none that counts. */
  @Column({ name: 'critical_date_source', type: 'text', nullable: true })
  criticalDateSource: string | null;

  /** Staff have seen that an application is on record. */
  @Column({ name: 'application_recorded', type: 'boolean', default: false })
  applicationRecorded: boolean;

  /** Main draws lost since it was last served (docs/spec: policy). */
  @Column({ type: 'integer', default: 0 })
  losses: number;

  @Column({ name: 'justified_declines', type: 'integer', default: 0 })
  justifiedDeclines: number;

  /** Who declined, gave back or let expire waits for the next window (docs/spec: record). */
  @Column({ name: 'sits_out_window_id', type: 'uuid', nullable: true })
  @ForeignKey(() => WindowRow, { name: 'fk_registrations_sits_out' })
  sitsOutWindowId: string | null;

  /** The registration of the same person that this one was merged into: both count as one, with the lower tickets (docs/spec: policy). */
  @Column({ name: 'merged_into', type: 'uuid', nullable: true })
  @ForeignKey('RegistrationRow', { name: 'fk_registrations_merged_into' })
  mergedInto: string | null;

  /** Staff have decided about it, and the person is not to know before the freeze (DecisionNotices). */
  @Column({ name: 'decision_untold', type: 'boolean', default: false })
  decisionUntold: boolean;

  @Column({ name: 'code_attempts', type: 'smallint', default: 0 })
  codeAttempts: number;

  @Column({ name: 'confirm_by', type: 'timestamptz' })
  confirmBy: Date;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt: Date;

  @Column({ name: 'confirmed_at', type: 'timestamptz', nullable: true })
  confirmedAt: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  /** When it was emptied for good (docs/operations: what is kept, and how long). Its keys are random from then on. */
  @Column({ name: 'erased_at', type: 'timestamptz', nullable: true })
  erasedAt: Date | null;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
