import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * Something a person has to be told. Written in the transaction of the change it tells about, sent afterwards: a change
 * that commits is told, one that is rolled back isn't. Carries ids only; the text is composed when it is sent.
 */
@Entity('outbox_messages')
@Index('ix_outbox_messages_waiting', ['nextAttemptAt'], { where: 'sent_at IS NULL AND given_up_at IS NULL' })
export class OutboxMessageRow {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_outbox_messages',
  })
  id: string;

  /** `<subject>.<event>`; the sender knows a template for each. */
  @Column('text')
  kind: string;

  // By name: the platform may not import a module.
  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey('RegistrationRow', { name: 'fk_outbox_messages_registration' })
  registrationId: string;

  /** What the message is about, where that is not the registration itself: an offer, a draw. */
  @Column({ name: 'subject_id', type: 'uuid', nullable: true })
  subjectId: string | null;

  @Column({ type: 'smallint', default: 0 })
  attempts: number;

  @Column({ name: 'next_attempt_at', type: 'timestamptz', default: () => 'now()' })
  nextAttemptAt: Date;

  /** Keyed hash of the contact whose daily count it is part of, until it is sent; null where nothing was counted. */
  @Column({ name: 'counted_for', type: 'bytea', nullable: true })
  countedFor: Buffer | null;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt: Date | null;

  @Column({ name: 'given_up_at', type: 'timestamptz', nullable: true })
  givenUpAt: Date | null;
}
