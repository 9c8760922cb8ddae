import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { KeyedHash } from '../../platform/crypto';
import { UnitOfWork } from '../../platform/database';
import type { DrawRow } from './draw.entities';
import { DrawsRepository } from './draws.repository';
import { deriveSlotSalt } from './slot-salt';

/** Somebody whom a draw gave slots. */
export interface Winner {
  registrationId: string;
  ticketId: string;
  /** Rows and public ids of the slots, in the same order. */
  slotUuids: string[];
  slotIds: string[];
}

/** A drawn draw whose appointments have not been offered yet. Its given slots wait in state `frozen`. */
export interface UnofferedDraw {
  drawUuid: string;
  drawId: string;
  windowId: string;
  winners: Winner[];
}

/** What appointments need to know of draws. */
@Injectable()
export class DrawsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly repository: DrawsRepository,
    private readonly keyedHash: KeyedHash,
  ) {}

  /** Ids of drawn draws whose appointments are still to be offered. */
  async listUnofferedDraws(): Promise<string[]> {
    const draws = await this.unitOfWork.run((em) => this.repository.listUnoffered(em));
    return draws.map((draw) => draw.id);
  }

  /**
   * Locks a draw for offering its appointments, until the caller's transaction ends.
   * @returns null if it is not drawn, or its appointments were offered already
   */
  async takeUnofferedDraw(em: EntityManager, drawUuid: string): Promise<UnofferedDraw | null> {
    const draw = await this.repository.lock(em, drawUuid);
    if (draw.state !== 'drawn' || draw.offeredAt) return null;
    const rows: { registration_id: string; ticket_id: string; slot_ids: string[]; slot_uuids: string[] }[] = await em.query(
      `SELECT entry.registration_id, result.ticket_id, result.slot_ids,
              ARRAY(SELECT slots.id FROM unnest(result.slot_ids) WITH ORDINALITY AS given (slot_id, nth)
                    JOIN slots ON slots.window_id = $2 AND slots.slot_id = given.slot_id ORDER BY nth) AS slot_uuids
       FROM draw_results result JOIN draw_entries entry USING (draw_uuid, ticket_id)
       WHERE draw_uuid = $1 AND result.pot IS NOT NULL ORDER BY result.rank`,
      [drawUuid, draw.windowId],
    );
    const winners = rows.map((row) => ({
      registrationId: row.registration_id,
      ticketId: row.ticket_id,
      slotIds: row.slot_ids,
      slotUuids: row.slot_uuids,
    }));
    return { drawUuid, drawId: draw.drawId, windowId: draw.windowId, winners };
  }

  async markOffered(em: EntityManager, drawUuid: string, at: Date): Promise<void> {
    await this.repository.update(em, drawUuid, { offeredAt: at });
  }

  async listDrawsOf(em: EntityManager, windowId: string): Promise<DrawRow[]> {
    return this.repository.listOfWindow(em, windowId);
  }

  /** What opens the commitment to a slot in a draw's slots.txt, 64 hex: for the person who was given it. */
  getSlotSalt(drawId: string, slotId: string): string {
    return deriveSlotSalt(this.keyedHash, drawId, slotId);
  }

  /** The entry line that a ticket has in a draw's entries.txt; null if it has none. For opening a commitment at the counter. */
  async findEntryLine(em: EntityManager, drawUuid: string, ticketId: string): Promise<string | null> {
    const file = await this.repository.findFile(em, drawUuid, 'entries.txt');
    return (
      file
        ?.toString('ascii')
        .split('\n')
        .find((line) => line.startsWith(`${ticketId} `)) ?? null
    );
  }
}
