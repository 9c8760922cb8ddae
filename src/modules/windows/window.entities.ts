import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ServiceRow } from './catalogue.entities';
import type { WindowPlan } from './window-plan';

/** planned: a draft; announced: public and unchangeable; closed_out: every slot has ended. Only forward (`tr_windows_guard`). */
export type WindowState = 'planned' | 'announced' | 'closed_out';

/** A window that repeats by itself. */
@Entity('window_templates')
@Unique('uq_window_templates_one_name_per_service', ['serviceId', 'name'])
@Check('ck_window_templates_repeat', 'repeat_days > 0 AND announce_seconds_before > 0')
export class WindowTemplateRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_window_templates' })
  id: string;

  @Column({ name: 'service_id', type: 'uuid' })
  @ForeignKey(() => ServiceRow, { name: 'fk_window_templates_service' })
  serviceId: string;

  @Column('text')
  name: string;

  /** The plan of the first window; later ones are the same, moved by whole days of the office's calendar. */
  @Column('jsonb')
  plan: WindowPlan;

  @Column({ name: 'repeat_days', type: 'integer' })
  repeatDays: number;

  @Column({ name: 'announce_seconds_before', type: 'integer' })
  announceSecondsBefore: number;

  /** Opening of the next window that has not been announced yet. */
  @Column({ name: 'next_opens_at', type: 'timestamptz' })
  nextOpensAt: Date;

  @Column({ type: 'boolean', default: false })
  paused: boolean;
}

/** A window. Once `announcement` is there, only its closing out changes the row (`tr_windows_guard`). */
@Entity('windows')
@Unique('uq_windows_one_path', ['path'])
@Unique('uq_windows_one_opening_per_template', ['templateId', 'opensAt'])
@Check('ck_windows_state', `state IN ('planned', 'announced', 'closed_out')`)
@Check('ck_windows_announced_with_file', `(state = 'planned') = (announcement IS NULL)`)
@Check('ck_windows_order', 'opens_at < closes_at AND closes_at < draw_at')
@Index('ix_windows_service', ['serviceId', 'opensAt'])
export class WindowRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_windows' })
  id: string;

  @Column({ name: 'service_id', type: 'uuid' })
  @ForeignKey(() => ServiceRow, { name: 'fk_windows_service' })
  serviceId: string;

  @Column({ name: 'template_id', type: 'uuid', nullable: true })
  @ForeignKey(() => WindowTemplateRow, { name: 'fk_windows_template' })
  templateId: string | null;

  /** `<authority>/<service>/<window>`, as in the announcement. */
  @Column('text')
  path: string;

  @Column('text')
  title: string;

  @Column('text')
  state: WindowState;

  @Column('jsonb')
  plan: WindowPlan;

  // The four instants below repeat the plan's, so that the database can compare them.
  @Column({ name: 'opens_at', type: 'timestamptz' })
  opensAt: Date;

  @Column({ name: 'closes_at', type: 'timestamptz' })
  closesAt: Date;

  @Column({ name: 'draw_at', type: 'timestamptz' })
  drawAt: Date;

  @Column({ name: 'last_refill_at', type: 'timestamptz' })
  lastRefillAt: Date;

  /** The exact bytes of announcement.json. */
  @Column({ type: 'bytea', nullable: true })
  announcement: Buffer | null;

  @Column({ name: 'announcement_sha256', type: 'text', nullable: true })
  announcementSha256: string | null;

  @Column({ name: 'announced_at', type: 'timestamptz', nullable: true })
  announcedAt: Date | null;

  @Column({ name: 'closed_out_at', type: 'timestamptz', nullable: true })
  closedOutAt: Date | null;
}
