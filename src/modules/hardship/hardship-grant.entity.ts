import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registrations';

/**
 * A hardship that one person found and another approved; it puts the registration into the pot `hardship` (docs/spec: policy). There is a row
 * only when both have said so: until then it is a request among the approvals.
 */
@Entity('hardship_grants')
@Check('ck_hardship_grants_two_people', 'approved_by <> requested_by AND approved_person <> requested_person')
export class HardshipGrantRow {
  @PrimaryColumn({ name: 'registration_id', type: 'uuid', primaryKeyConstraintName: 'pk_hardship_grants' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_hardship_grants_registration' })
  registrationId: string;

  /** Code of the reason, from a closed list: never a story. */
  @Column('text')
  reason: string;

  /** Kind of the document that the officer has seen; the document itself is never kept. */
  @Column('text')
  proof: string;

  /** Pseudonym of the hardship officer. */
  @Column({ name: 'requested_by', type: 'text' })
  requestedBy: string;

  /** The human being behind it (StaffMember.person). */
  @Column({ name: 'requested_person', type: 'text' })
  requestedPerson: string;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  /** Pseudonym of the second person. */
  @Column({ name: 'approved_by', type: 'text' })
  approvedBy: string;

  @Column({ name: 'approved_person', type: 'text' })
  approvedPerson: string;

  @Column({ name: 'approved_at', type: 'timestamptz' })
  approvedAt: Date;

  /** From before the log had entries for grants; set by the migration that brought this column, and by nobody since. */
  @Column({ name: 'older_than_log', type: 'boolean', default: false })
  olderThanLog: boolean;
}
