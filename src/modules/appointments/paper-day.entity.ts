import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A day on which counters worked from the printed list: nobody counts as not come before its outcomes have been entered. */
@Entity('paper_days')
export class PaperDayRow {
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
