import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { OfficeRow } from '../windows';

/** A day on which an office worked from the printed list: nobody there counts as not come before its outcomes have been entered. */
@Entity('paper_days')
export class PaperDayRow {
  @PrimaryColumn({ name: 'office_id', type: 'uuid', primaryKeyConstraintName: 'pk_paper_days' })
  @ForeignKey(() => OfficeRow, { name: 'fk_paper_days_office' })
  officeId: string;

  /** The office's day. */
  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'pk_paper_days' })
  day: string;

  /** Pseudonym of whoever said so. */
  @Column({ name: 'held_by', type: 'text' })
  heldBy: string;

  @Column({ name: 'held_at', type: 'timestamptz' })
  heldAt: Date;

  /** When somebody said that all outcomes have been entered; null until then. */
  @Column({ name: 'entered_at', type: 'timestamptz', nullable: true })
  enteredAt: Date | null;

  @Column({ name: 'entered_by', type: 'text', nullable: true })
  enteredBy: string | null;
}
