import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ServiceRow } from '../../windows';

/** `open` -> `sent` (registered) or `deleted` (by the person); both are final. */
export type FormState = 'open' | 'sent' | 'deleted';

/**
 * A registration form on its way through several pages. The answers lie sealed in it until it is sent or deleted; what is left then names
 * nobody and only keeps the form from coming back.
 */
@Entity('registration_forms')
@Unique('uq_registration_forms_one_registration_each', ['registrationId'])
@Check('ck_registration_forms_state', `state IN ('open', 'sent', 'deleted')`)
@Check('ck_registration_forms_answers_while_open', `(state = 'open') = (sealed IS NOT NULL)`)
@Index('ix_registration_forms_changed', ['changedAt'])
export class RegistrationFormRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_registration_forms' })
  id: string;

  @Column({ name: 'service_id', type: 'uuid' })
  @ForeignKey(() => ServiceRow, { name: 'fk_registration_forms_service' })
  serviceId: string;

  /** The id that the registration made from this form will have, chosen with the form: whoever sends the form twice sends the same registration. */
  @Column({ name: 'registration_id', type: 'uuid' })
  registrationId: string;

  @Column('text')
  state: FormState;

  @Column({ type: 'bytea', nullable: true })
  sealed: Buffer | null;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;
}
