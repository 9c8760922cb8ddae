import type { EntityManager } from 'typeorm';
import type { ResultLine } from '../../core';
import type { ComposedEntry } from './compose-freeze';

/** Writes down, beside the public file, whose each entry is and what its tickets were computed from: for audits, and for what follows a draw. */
export async function writeEntries(em: EntityManager, drawUuid: string, entries: readonly ComposedEntry[]): Promise<void> {
  await em.query(
    `INSERT INTO draw_entries (draw_uuid, ticket_id, registration_id, tickets, reason, losses, critical_date, critical_date_source, date_verified_by, hardship,
       could_be_met, widened)
     SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::smallint[], $5::text[], $6::integer[], $7::date[], $8::text[], $9::text[], $10::boolean[],
       $11::boolean[], $12::boolean[])`,
    [
      drawUuid,
      entries.map((row) => row.entry.ticketId),
      entries.map((row) => row.registrationId),
      entries.map((row) => row.entry.tickets),
      entries.map((row) => row.reason),
      entries.map(({ facts }) => facts.losses),
      entries.map(({ facts }) => (facts.verified ? facts.criticalDate : null)),
      entries.map(({ facts }) => facts.dateSource),
      entries.map(({ facts }) => facts.dateVerifiedBy),
      entries.map(({ facts }) => facts.hardship),
      entries.map((row) => row.couldBeMet),
      entries.map((row) => row.widened),
    ],
  );
  const merged = entries.flatMap(({ entry, merged: weighed }) => weighed.map((each) => ({ ...each, ticketId: entry.ticketId })));
  if (merged.length === 0) return;
  await em.query(
    `INSERT INTO draw_entry_merges (draw_uuid, registration_id, ticket_id, tickets, reason, losses, critical_date, hardship)
     SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::smallint[], $5::text[], $6::integer[], $7::date[], $8::boolean[])`,
    [
      drawUuid,
      merged.map((row) => row.registrationId),
      merged.map((row) => row.ticketId),
      merged.map((row) => row.tickets),
      merged.map((row) => row.reason),
      merged.map(({ facts }) => facts.losses),
      merged.map(({ facts }) => (facts.verified ? facts.criticalDate : null)),
      merged.map(({ facts }) => facts.hardship),
    ],
  );
}

/** Writes down which slots are in the draw, in the order of its slots.txt. */
export async function writeSlots(em: EntityManager, drawUuid: string, slotUuids: readonly string[]): Promise<void> {
  await em.query(`INSERT INTO draw_slots (draw_uuid, slot_uuid, position) SELECT $1, * FROM unnest($2::uuid[], $3::integer[])`, [
    drawUuid,
    slotUuids,
    slotUuids.map((_, position) => position),
  ]);
}

/** Writes down the lines of the draw's result.txt. */
export async function writeResult(em: EntityManager, drawUuid: string, lines: readonly ResultLine[]): Promise<void> {
  await em.query(
    `INSERT INTO draw_results (draw_uuid, rank, ticket_id, pot, slot_ids)
     SELECT $1, rank, ticket_id, pot, CASE WHEN slots = '' THEN '{}' ELSE string_to_array(slots, ',') END
     FROM unnest($2::integer[], $3::text[], $4::text[], $5::text[]) AS line (rank, ticket_id, pot, slots)`,
    [
      drawUuid,
      lines.map((line) => line.rank),
      lines.map((line) => line.ticketId),
      lines.map((line) => line.pot),
      lines.map((line) => line.slots.join(',')),
    ],
  );
}
