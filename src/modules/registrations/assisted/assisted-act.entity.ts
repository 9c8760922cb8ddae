import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registration.entity';

/**
 * What staff do for somebody who calls or stands at the counter. `opened`: read out to them, and names nobody. `looked-up`: shown to staff with the
 * name, because of a paper or for a correction.
 */
export type AssistedActKind =
  'opened' | 'looked-up' | 'wishes' | 'contact' | 'withdraw' | 'link' | 'accept' | 'decline' | 'give-back' | 'answer';

/** Who did what for whom, at somebody's request. Append-only: whoever acts with another's registration leaves a track. */
@Entity('assisted_acts')
@Check(
  'ck_assisted_acts_kind',
  `kind IN ('opened', 'looked-up', 'wishes', 'contact', 'withdraw', 'link', 'accept', 'decline', 'give-back', 'answer')`,
)
@Index('ix_assisted_acts_registration', ['registrationId'])
export class AssistedActRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_assisted_acts' })
  id: string;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_assisted_acts_registration' })
  registrationId: string;

  @Column('text')
  kind: AssistedActKind;

  /** Pseudonym of the member of staff. */
  @Column({ name: 'done_by', type: 'text' })
  doneBy: string;

  @Column({ name: 'done_at', type: 'timestamptz' })
  doneAt: Date;
}
