import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from './registration.entity';

/** How often somebody came with a genuine link and a wrong case number. */
@Entity('case_number_tries')
export class CaseNumberTriesRow {
  @PrimaryColumn({ name: 'registration_id', type: 'uuid', primaryKeyConstraintName: 'pk_case_number_tries' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_case_number_tries_registration' })
  registrationId: string;

  @Column('smallint')
  wrong: number;

  /** When this stretch of time began. */
  @Column({ type: 'timestamptz' })
  since: Date;
}
