import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ApprovalRow } from '../../approvals';
import { RegistrationRow } from '../registration.entity';

/** The name that a request for a correction is about: requests hold no names. Goes when the registration is erased (retention). */
@Entity('name_corrections')
@Check('ck_name_corrections_logged', '(corrected_at IS NULL) = (commitment IS NULL)')
@Index('ix_name_corrections_registration', ['registrationId'])
export class NameCorrectionRow {
  /** The request's. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_name_corrections' })
  @ForeignKey(() => ApprovalRow, { name: 'fk_name_corrections_approval' })
  id: string;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_name_corrections_registration' })
  registrationId: string;

  /** The name before and the name after. */
  @Column('bytea')
  sealed: Buffer;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  /** When a second person agreed; null until then, and for ever where nobody did. */
  @Column({ name: 'corrected_at', type: 'timestamptz', nullable: true })
  correctedAt: Date | null;

  /** What the public log says of it (docs/spec: log); an auditor opens it. */
  @Column({ type: 'text', nullable: true })
  commitment: string | null;
}
