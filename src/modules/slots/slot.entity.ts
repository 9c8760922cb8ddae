import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { WindowRow } from '../windows';

/**
 * Where a slot is: `free` -> `frozen` (in a draw) -> `offered` -> `accepted` -> one end. What is not given, not accepted
 * or given back is free again and goes into a later draw.
 */
export const SLOT_STATES = ['free', 'frozen', 'offered', 'accepted', 'attended', 'missed', 'unused', 'granted'] as const;
export type SlotState = (typeof SLOT_STATES)[number];

/** The four ends; the database lets no slot leave one (`tr_slots_guard`). Every slot reaches exactly one (docs/spec: log). */
export const SLOT_ENDS = ['attended', 'missed', 'unused', 'granted'] as const satisfies readonly SlotState[];

/** One appointment place. Window, id, group and label never change. */
@Entity('slots')
@Unique('uq_slots_one_id_per_window', ['windowId', 'slotId'])
@Unique('uq_slots_one_place_per_lane', ['windowId', 'lane', 'laneIndex'])
@Check('ck_slots_state', `state IN ('free', 'frozen', 'offered', 'accepted', 'attended', 'missed', 'unused', 'granted')`)
@Check('ck_slots_times', 'starts_at < ends_at')
@Index('ix_slots_state', ['windowId', 'state'])
export class SlotRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_slots' })
  id: string;

  @Column({ name: 'window_id', type: 'uuid' })
  @ForeignKey(() => WindowRow, { name: 'fk_slots_window' })
  windowId: string;

  /** As in slots.txt (docs/spec: record). */
  @Column({ name: 'slot_id', type: 'text' })
  slotId: string;

  @Column({ name: 'group_name', type: 'text' })
  groupName: string;

  /** One counter on one of the office's days. */
  @Column('text')
  lane: string;

  /** Place in the lane. Consecutive exactly where a slot begins when the one before ends: families sit back to back. */
  @Column({ name: 'lane_index', type: 'integer' })
  laneIndex: number;

  @Column('text')
  label: string;

  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt: Date;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt: Date;

  /** Where to go, for people: "Room 3.12". */
  @Column('text')
  place: string;

  @Column({ type: 'text', default: 'free' })
  state: SlotState;
}
