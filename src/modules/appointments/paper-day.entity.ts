import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { OfficeRow } from '../windows';

/**
 * A day on which an office worked from the printed list: nobody there counts as not come before its outcomes have been entered. Opened again, it
 * has a second row.
 */
@Entity('paper_days')
@Index('ix_paper_days_office', ['officeId', 'day'])
export class PaperDayRow {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pk_paper_days' })
  id: string;

  @Column({ name: 'office_id', type: 'uuid' })
  @ForeignKey(() => OfficeRow, { name: 'fk_paper_days_office' })
  officeId: string;

  /** The office's day. */
  @Column('date')
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
