import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A person who has signed in at least once, by whatever account. */
@Entity('staff_people')
@Unique('uq_staff_people_one_number_per_person', ['number'])
export class StaffPersonRow {
  /** Keyed hash of the issuer and what it calls the person. */
  @PrimaryColumn({ name: 'person_key', type: 'bytea', primaryKeyConstraintName: 'pk_staff_people' })
  personKey: Buffer;

  /** What the public log calls them: `staff-<number>`. Given by the database, in the order of first logins. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' })
  number: number;

  @Column({ name: 'first_seen_at', type: 'timestamptz' })
  firstSeenAt: Date;
}

/** One login, on one browser. */
@Entity('staff_sessions')
@Check('ck_staff_sessions_roles', 'cardinality(roles) > 0')
@Check('ck_staff_sessions_ended_by_somebody', '(ended_at IS NULL) = (ended_by IS NULL)')
@Index('ix_staff_sessions_person', ['personKey'], { where: 'ended_at IS NULL' })
export class StaffSessionRow {
  /** Of the opaque id in the cookie: a copy of the database opens no session. */
  @PrimaryColumn({ name: 'token_sha256', type: 'bytea', primaryKeyConstraintName: 'pk_staff_sessions' })
  tokenSha256: Buffer;

  @Column({ name: 'person_key', type: 'bytea' })
  @ForeignKey(() => StaffPersonRow, { name: 'fk_staff_sessions_person' })
  personKey: Buffer;

  @Column({ type: 'text', array: true })
  roles: string[];

  /** Slugs of the offices these roles are good for; null: all. */
  @Column({ type: 'text', array: true, nullable: true })
  offices: string[] | null;

  /** What the page's header calls them. */
  @Column({ name: 'sealed_name', type: 'bytea' })
  sealedName: Buffer;

  /** The provider wants it back at logout. */
  @Column({ name: 'sealed_id_token', type: 'bytea' })
  sealedIdToken: Buffer;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  /** Pseudonym of whoever ended it. */
  @Column({ name: 'ended_by', type: 'text', nullable: true })
  endedBy: string | null;
}
