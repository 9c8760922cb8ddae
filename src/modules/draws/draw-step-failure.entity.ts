import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { DrawRow } from './draw.entities';

/** Attempts at a step that went wrong and left nothing behind, counted by what went wrong. For those who ask later what happened to a draw. */
@Entity('draw_step_failures')
export class DrawStepFailureRow {
  @PrimaryColumn({ name: 'draw_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_step_failures' })
  @ForeignKey(() => DrawRow, { name: 'fk_draw_step_failures_draw' })
  drawUuid: string;

  /** `freeze`, `reveal`, `draw` or `publish`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_draw_step_failures' })
  step: string;

  /** Code of the refusal, or the kind of error: never its message, which can hold anything. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_draw_step_failures' })
  code: string;

  @Column('integer')
  attempts: number;

  @Column({ name: 'first_at', type: 'timestamptz' })
  firstAt: Date;

  @Column({ name: 'last_at', type: 'timestamptz' })
  lastAt: Date;
}
