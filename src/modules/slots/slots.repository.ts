import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import type { InventorySlot } from './inventory';
import { SLOT_ENDS, SlotRow, type SlotState } from './slot.entity';

/** No lane has so many slots; for the moment of renumbering, indexes live above it. */
const OUT_OF_THE_WAY = 500_000;

/** The SQL of slots. Every method joins the caller's transaction. */
@Injectable()
export class SlotsRepository {
  /** By time, then id: the order in which slots are given where nobody has a preference (docs/spec: record). */
  async list(em: EntityManager, windowId: string): Promise<SlotRow[]> {
    return em.find(SlotRow, { where: { windowId }, order: { startsAt: 'ASC', slotId: 'ASC' } });
  }

  async lockFree(em: EntityManager, windowId: string): Promise<SlotRow[]> {
    return em.find(SlotRow, {
      where: { windowId, state: 'free' },
      order: { startsAt: 'ASC', slotId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async lockNotEnded(em: EntityManager, windowId: string): Promise<SlotRow[]> {
    return em.find(SlotRow, {
      where: { windowId, state: Not(In<SlotState>([...SLOT_ENDS])) },
      order: { startsAt: 'ASC', slotId: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async get(em: EntityManager, slotUuids: readonly string[]): Promise<SlotRow[]> {
    return em.find(SlotRow, { where: { id: In([...slotUuids]) }, order: { startsAt: 'ASC', slotId: 'ASC' } });
  }

  /** @returns how many rows changed */
  async setState(em: EntityManager, slotUuids: readonly string[], from: readonly SlotState[], to: SlotState): Promise<number> {
    const result = await em.update(SlotRow, { id: In([...slotUuids]), state: In([...from]) }, { state: to });
    return result.affected ?? 0;
  }

  async countByState(em: EntityManager, windowId: string): Promise<{ state: SlotState; count: number }[]> {
    return em.query(`SELECT state, count(*)::integer AS count FROM slots WHERE window_id = $1 GROUP BY state`, [windowId]);
  }

  /** Unix seconds; null for a window without slots. A slot's own length again is added: see `SlotsService.lastCallAt`. */
  async lastCallAt(em: EntityManager, windowId: string): Promise<number | null> {
    const rows: { at: number | null }[] = await em.query(
      `SELECT ceil(extract(epoch FROM max(ends_at + (ends_at - starts_at))))::float8 AS at FROM slots WHERE window_id = $1`,
      [windowId],
    );
    return rows[0]?.at ?? null;
  }

  async insert(em: EntityManager, windowId: string, slots: readonly (InventorySlot & { laneIndex: number })[]): Promise<void> {
    await em.query(
      `INSERT INTO slots (window_id, id, slot_id, group_name, lane, lane_index, label, starts_at, ends_at, place)
       SELECT $1, id, slot_id, group_name, lane, lane_index, label, to_timestamp(starts_at), to_timestamp(ends_at), place
       FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::float8[], $9::float8[], $10::text[])
         AS slot (id, slot_id, group_name, lane, lane_index, label, starts_at, ends_at, place)`,
      [
        windowId,
        slots.map(() => randomUUID()),
        slots.map((slot) => slot.slotId),
        slots.map((slot) => slot.group),
        slots.map((slot) => slot.lane),
        slots.map((slot) => slot.laneIndex),
        slots.map((slot) => slot.label),
        slots.map((slot) => slot.startsAt),
        slots.map((slot) => slot.endsAt),
        slots.map((slot) => slot.place),
      ],
    );
  }

  /** In two moves, because one statement's rows would trip over each other at `uq_slots_one_place_per_lane`. */
  async renumber(em: EntityManager, indexes: readonly { id: string; laneIndex: number }[]): Promise<void> {
    const ids = indexes.map((slot) => slot.id);
    await em.query(
      `UPDATE slots SET lane_index = renumbered.lane_index + $3
       FROM unnest($1::uuid[], $2::integer[]) AS renumbered (id, lane_index) WHERE slots.id = renumbered.id`,
      [ids, indexes.map((slot) => slot.laneIndex), OUT_OF_THE_WAY],
    );
    await em.query(`UPDATE slots SET lane_index = lane_index - $2 WHERE id = ANY ($1::uuid[])`, [ids, OUT_OF_THE_WAY]);
  }
}
