import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { LedgerService, type LedgerView } from '../appointments';
import { SLOT_ENDS, type SlotState } from '../slots';
import { WindowsService } from '../windows';

/** Something that happened to a slot, as it stands in the log. */
export interface SlotEvent {
  readonly index: number | null;
  /** Without the `slot.` in front. */
  readonly what: string;
  readonly at: string;
  readonly ticketId: string | null;
  readonly reason: string | null;
  readonly officers: readonly string[];
}

/** One slot's whole life. */
export interface LedgerLine {
  readonly slotId: string;
  readonly group: string;
  readonly label: string;
  readonly startsAt: Date;
  readonly place: string;
  readonly state: SlotState;
  /** Numbers of the draws in which it was given out. */
  readonly draws: readonly number[];
  readonly events: readonly SlotEvent[];
}

export interface LedgerLines {
  readonly ledger: LedgerView;
  readonly lines: readonly LedgerLine[];
  readonly hasMore: boolean;
  /** Slots of the window whose end in the table is not the one end that the log has for them. */
  readonly differing: readonly string[];
}

type LineRow = Omit<LedgerLine, 'events'>;
type EventRow = SlotEvent & { readonly slotId: string };

/** The ledger slot by slot: what the table says against what the log says. */
@Injectable()
export class LedgerLinesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: LedgerService,
    private readonly windows: WindowsService,
  ) {}

  /** @param page from 1 @throws DomainError `window.unknown` */
  async list(path: string, page: number, size: number): Promise<LedgerLines> {
    const ledger = await this.ledger.get(path);
    return this.unitOfWork.run(async (em) => {
      const lines = await this.read(em, path, size + 1, (page - 1) * size);
      return { ledger, lines: lines.slice(0, size), hasMore: lines.length > size, differing: await this.findDiffering(em, path) };
    }, 'REPEATABLE READ');
  }

  /** All of a window's, for evidence. */
  async listAll(em: EntityManager, path: string): Promise<LedgerLine[]> {
    return this.read(em, path, null, 0);
  }

  private async read(em: EntityManager, path: string, limit: number | null, offset: number): Promise<LedgerLine[]> {
    const { id } = await this.windows.getByPath(em, path);
    const rows: LineRow[] = await em.query(
      `SELECT slot_id AS "slotId", group_name AS "group", label, starts_at AS "startsAt", place, slots.state,
         ARRAY(SELECT number FROM draw_slots JOIN draws ON draws.id = draw_uuid WHERE slot_uuid = slots.id ORDER BY number) AS draws
       FROM slots WHERE window_id = $1 ORDER BY starts_at, slot_id LIMIT $2 OFFSET $3`,
      [id, limit, offset],
    );
    const events: EventRow[] = await em.query(
      `SELECT slot AS "slotId", tree_index::integer AS index, substr(type, 6) AS what, body::jsonb ->> 'at' AS at, body::jsonb ->> 'ticketId' AS "ticketId",
         body::jsonb ->> 'reason' AS reason, ARRAY(SELECT jsonb_array_elements_text(coalesce(body::jsonb -> 'officers', '[]'))) AS officers
       FROM log_entries CROSS JOIN LATERAL jsonb_array_elements_text(body::jsonb -> 'slots') AS slot
       WHERE type LIKE 'slot.%' AND (subject = $1 OR starts_with(subject, $1 || '/')) AND slot = ANY ($2::text[]) ORDER BY id`,
      [path, rows.map(({ slotId }) => slotId)],
    );
    const bySlot = new Map<string, SlotEvent[]>(rows.map(({ slotId }) => [slotId, []]));
    for (const { slotId, ...event } of events) bySlot.get(slotId)!.push(event);
    return rows.map((row) => ({ ...row, events: bySlot.get(row.slotId)! }));
  }

  /** Every slot that has ended has exactly that one end in the log, and no other slot has any. */
  private async findDiffering(em: EntityManager, path: string): Promise<string[]> {
    const rows: { slot_id: string }[] = await em.query(
      `WITH logged AS (
         SELECT slot AS slot_id, array_agg(substr(type, 6)) AS ends
         FROM log_entries CROSS JOIN LATERAL jsonb_array_elements_text(body::jsonb -> 'slots') AS slot
         WHERE type = ANY ($2::text[]) AND (subject = $1 OR starts_with(subject, $1 || '/')) GROUP BY slot)
       SELECT slot_id FROM (SELECT slot_id, CASE WHEN slots.state = ANY ($3::text[]) THEN ARRAY[slots.state] ELSE '{}' END AS ends
         FROM slots JOIN windows ON windows.id = window_id WHERE path = $1) AS kept
       FULL JOIN logged USING (slot_id) WHERE coalesce(kept.ends, '{}') <> coalesce(logged.ends, '{}') ORDER BY slot_id`,
      [path, SLOT_ENDS.map((end) => `slot.${end}`), SLOT_ENDS],
    );
    return rows.map((row) => row.slot_id);
  }
}
