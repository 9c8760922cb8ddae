import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One import of cases: by it an auditor finds the file that said what a case record says. Append-only. */
@Entity('case_imports')
@Check('ck_case_imports_file_is_sha256', `file_sha256 ~ '^[0-9a-f]{64}$'`)
export class CaseImportRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_case_imports' })
  id: string;

  @Column('text')
  authority: string;

  @Column({ name: 'imported_at', type: 'timestamptz' })
  importedAt: Date;

  /** Pseudonym; null where no member of staff did it (a demonstration, a test). */
  @Column({ name: 'imported_by', type: 'text', nullable: true })
  importedBy: string | null;

  /** Of the file's text in UTF-8: the office keeps its exports and can show the one. */
  @Column({ name: 'file_sha256', type: 'text' })
  fileSha256: string;

  @Column('integer')
  rows: number;
}
