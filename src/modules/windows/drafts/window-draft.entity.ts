import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ServiceRow } from '../catalogue.entities';
import { WindowRow, WindowTemplateRow } from '../window.entities';
import type { WindowAnswers } from './window-answers';

/** A window in the making: answers page by page. Becomes a window or a template once, and stays as it was then. */
@Entity('window_drafts')
@Check('ck_window_drafts_version', 'version > 0')
@Check('ck_window_drafts_one_outcome', 'window_id IS NULL OR template_id IS NULL')
export class WindowDraftRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_window_drafts' })
  id: string;

  @Column({ name: 'service_id', type: 'uuid' })
  @ForeignKey(() => ServiceRow, { name: 'fk_window_drafts_service' })
  serviceId: string;

  @Column('jsonb')
  answers: WindowAnswers;

  /** Counts up with each stored page. */
  @Column('integer')
  version: number;

  /** Pseudonym of the member of staff who stored it last. */
  @Column({ name: 'changed_by', type: 'text' })
  changedBy: string;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt: Date;

  /** What came of it; null while it is a draft. */
  @Column({ name: 'window_id', type: 'uuid', nullable: true })
  @ForeignKey(() => WindowRow, { name: 'fk_window_drafts_window' })
  windowId: string | null;

  @Column({ name: 'template_id', type: 'uuid', nullable: true })
  @ForeignKey(() => WindowTemplateRow, { name: 'fk_window_drafts_template' })
  templateId: string | null;
}
