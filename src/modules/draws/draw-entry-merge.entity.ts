import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RegistrationRow } from '../registrations';
import { DrawEntryRow } from './draw.entities';

/**
 * An entry that stands for several registrations of one person: the facts of each, its own included, and what the rule made of them. The
 * entry has the fewest of these tickets (docs/spec/policy.md). Append-only.
 */
@Entity('draw_entry_merges')
@ForeignKey(() => DrawEntryRow, ['drawUuid', 'ticketId'], ['drawUuid', 'ticketId'], { name: 'fk_draw_entry_merges_entry' })
export class DrawEntryMergeRow {
  @PrimaryColumn({ name: 'draw_uuid', type: 'uuid', primaryKeyConstraintName: 'pk_draw_entry_merges' })
  drawUuid: string;

  @PrimaryColumn({ name: 'registration_id', type: 'uuid', primaryKeyConstraintName: 'pk_draw_entry_merges' })
  @ForeignKey(() => RegistrationRow, { name: 'fk_draw_entry_merges_registration' })
  registrationId: string;

  @Column({ name: 'ticket_id', type: 'text' })
  ticketId: string;

  @Column('smallint')
  tickets: number;

  @Column('text')
  reason: string;

  @Column('integer')
  losses: number;

  @Column({ name: 'critical_date', type: 'date', nullable: true })
  criticalDate: string | null;

  @Column('boolean')
  hardship: boolean;
}
