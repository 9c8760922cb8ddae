import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registrations';

/** A hardship that one person found and another approved; it puts the registration into the pot `hardship` (docs/spec: policy). */
@Entity('hardship_grants')
@Check('ck_hardship_grants_two_people', 'approved_by IS NULL OR approved_by <> requested_by')
export class HardshipGrantRow {
  @PrimaryColumn({ name: 'registration_id', type: 'uuid', primaryKeyConstraintName: 'pk_hardship_grants' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_hardship_grants_registration' })
  registrationId: string;

  /** Code of the reason, from a closed list: never a story. */
  @Column('text')
  reason: string;

  /** Pseudonym of the hardship officer. */
  @Column({ name: 'requested_by', type: 'text' })
  requestedBy: string;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  /** Pseudonym of the second person; without one the grant counts for nothing. */
  @Column({ name: 'approved_by', type: 'text', nullable: true })
  approvedBy: string | null;

  @Column({ name: 'approved_at', type: 'timestamptz', nullable: true })
  approvedAt: Date | null;
}
