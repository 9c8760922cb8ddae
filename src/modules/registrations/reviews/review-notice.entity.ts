import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registration.entity';

/**
 * What people are told is suspected. Only these two, so that a notice tells nobody whether a case exists or somebody is registered: whatever
 * is wrong with details, or like another registration's, reads the same.
 */
export const SUSPICIONS = ['details', 'pattern'] as const;
export type Suspicion = (typeof SUSPICIONS)[number];

/** Says to somebody that their registration may be excluded, and until when they can object. Without one nobody is excluded. */
@Entity('review_notices')
@Check('ck_review_notices_suspicion', `suspicion IN ('details', 'pattern')`)
@Index('uq_review_notices_one_open', ['registrationId'], { unique: true, where: 'ended_at IS NULL' })
export class ReviewNoticeRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_review_notices' })
  id: string;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_review_notices_registration' })
  registrationId: string;

  @Column('text')
  suspicion: Suspicion;

  /** A pseudonym. */
  @Column({ name: 'sent_by', type: 'text' })
  sentBy: string;

  /** The human being behind it (`StaffMember.person`); null where an older version has not kept it. */
  @Column({ name: 'sent_person', type: 'text', nullable: true })
  sentPerson: string | null;

  @Column({ name: 'sent_at', type: 'timestamptz' })
  sentAt: Date;

  @Column({ name: 'object_by', type: 'timestamptz' })
  objectBy: Date;

  /** When it was decided, either way. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
