import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Letters of one day that anybody could make go to one contact. Deleted after a few days (docs/operations: retention). */
@Entity('letter_allowances')
export class LetterAllowanceRow {
  /** Keyed hash of the address or number, as registrations have it. */
  @PrimaryColumn({ name: 'contact_key', type: 'bytea', primaryKeyConstraintName: 'pk_letter_allowances' })
  contactKey: Buffer;

  /** By UTC. */
  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'pk_letter_allowances' })
  day: string;

  @Column('integer')
  used: number;
}
