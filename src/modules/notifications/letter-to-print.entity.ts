import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registrations';

/**
 * A letter to somebody who left neither mail nor phone. It waits until a member of staff has printed and posted it. Ids only; the text is
 * composed when it is printed. A row of its own, since messages that have left the outbox are soon forgotten.
 */
@Entity('letters_to_print')
@Check('ck_letters_to_print_printed_by_somebody', `(printed_at IS NULL) = (printed_by IS NULL)`)
@Index('ix_letters_to_print_waiting', ['waitingSince'], { where: 'printed_at IS NULL AND dropped_at IS NULL' })
export class LetterToPrintRow {
  /** Of the message in the outbox: a letter is put here once. */
  @PrimaryColumn({ name: 'message_id', type: 'bigint', primaryKeyConstraintName: 'pk_letters_to_print' })
  messageId: string;

  @Column('text')
  kind: string;

  @Column({ name: 'registration_id', type: 'uuid' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_letters_to_print_registration' })
  registrationId: string;

  @Column({ name: 'subject_id', type: 'uuid', nullable: true })
  subjectId: string | null;

  @Column({ name: 'waiting_since', type: 'timestamptz' })
  waitingSince: Date;

  @Column({ name: 'printed_at', type: 'timestamptz', nullable: true })
  printedAt: Date | null;

  /** Pseudonym of the member of staff. */
  @Column({ name: 'printed_by', type: 'text', nullable: true })
  printedBy: string | null;

  /** When it was found to be no longer true. It never is again: what happens anew has a letter of its own. */
  @Column({ name: 'dropped_at', type: 'timestamptz', nullable: true })
  droppedAt: Date | null;
}
