import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CaseImportRow } from './case-import.entity';

/** One case as the office's register knows it: keyed hashes of who, and the facts that may weigh. No plain personal data. */
@Entity('case_records')
@Check('ck_case_records_dated_with_source', '(critical_date IS NULL) = (critical_date_source IS NULL)')
export class CaseRecordRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_case_records' })
  authority: string;

  @PrimaryColumn({ name: 'case_key', type: 'bytea', primaryKeyConstraintName: 'pk_case_records' })
  caseKey: Buffer;

  /** One key for each way the name may be written in Latin letters (IdentityKeys). */
  @Column({ name: 'name_keys', type: 'bytea', array: true })
  nameKeys: Buffer[];

  @Column({ name: 'birth_key', type: 'bytea' })
  birthKey: Buffer;

  /** The date that really matters, for example the end of a residence permit. */
  @Column({ name: 'critical_date', type: 'date', nullable: true })
  criticalDate: string | null;

  @Column({ name: 'critical_date_source', type: 'text', nullable: true })
  criticalDateSource: string | null;

  @Column({ name: 'application_recorded', type: 'boolean' })
  applicationRecorded: boolean;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  /** The import that said so last; null for what was imported before imports were written down. */
  @Column({ name: 'import_id', type: 'uuid', nullable: true })
  @ForeignKey(() => CaseImportRow, { name: 'fk_case_records_import' })
  importId: string | null;
}
