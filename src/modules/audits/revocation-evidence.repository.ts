import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SlotState } from '../slots';

/** The offer that became the appointment, and the draw it came from. */
export interface OfferFacts {
  readonly registrationId: string;
  readonly state: string;
  readonly reason: string | null;
  readonly offeredAt: Date;
  readonly ticketId: string;
  readonly drawId: string;
  readonly drawUuid: string;
  readonly window: string;
}

/** A slot of the appointment, and where it has gone since. */
export interface RevokedSlot {
  readonly slotId: string;
  readonly group: string;
  readonly label: string;
  readonly startsAt: Date;
  readonly place: string;
  readonly state: SlotState;
  /** Ids of the draws that it has been in, the first one first. */
  readonly draws: readonly string[];
}

/** A request for the revocation, with both people. */
export interface RevocationRequest {
  readonly id: string;
  readonly reason: string;
  readonly hearing: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** When a letter about it left. What was sent is not kept; its words follow from the hearing. */
export interface RevocationLetter {
  readonly kind: string;
  readonly sentAt: Date | null;
  readonly printedAt: Date | null;
}

/** Reads the tables themselves, like {@link EvidenceRepository}, about one appointment that somebody was heard about. */
@Injectable()
export class RevocationEvidenceRepository {
  async findOffer(em: EntityManager, id: string): Promise<OfferFacts | null> {
    const [row]: OfferFacts[] = await em.query(
      `SELECT offers.registration_id AS "registrationId", offers.state, offers.reason, offers.offered_at AS "offeredAt",
         offers.ticket_id AS "ticketId", draws.draw_id AS "drawId", draws.id AS "drawUuid", windows.path AS window
       FROM offers JOIN draws ON draws.id = offers.draw_uuid JOIN windows ON windows.id = draws.window_id WHERE offers.id = $1`,
      [id],
    );
    return row ?? null;
  }

  async listSlots(em: EntityManager, offerId: string): Promise<RevokedSlot[]> {
    return em.query(
      `SELECT slot_id AS "slotId", group_name AS "group", label, starts_at AS "startsAt", place, slots.state,
         ARRAY(SELECT draw_id FROM draw_slots JOIN draws ON draws.id = draw_uuid WHERE slot_uuid = slots.id ORDER BY number) AS draws
       FROM offer_slots JOIN slots ON slots.id = slot_uuid WHERE offer_id = $1 ORDER BY starts_at, slot_id`,
      [offerId],
    );
  }

  async listRequests(em: EntityManager, offerId: string): Promise<RevocationRequest[]> {
    return em.query(
      `SELECT id, reason, details ->> 'hearing' AS hearing, requested_by AS "requestedBy", requested_at AS "requestedAt", decision,
         decided_by AS "decidedBy", decided_at AS "decidedAt"
       FROM approvals WHERE kind = 'appointment.revoke' AND subject = $1 ORDER BY requested_at, id`,
      [offerId],
    );
  }

  async listLetters(em: EntityManager, registrationId: string, offerId: string): Promise<RevocationLetter[]> {
    return em.query(
      `SELECT message.kind, sent_at AS "sentAt", printed_at AS "printedAt"
       FROM outbox_messages message LEFT JOIN letters_to_print ON message_id = message.id
       WHERE message.registration_id = $1 AND message.subject_id = $2
         AND message.kind IN ('hearing.opened', 'hearing.dropped', 'appointment.cancelled') ORDER BY message.id`,
      [registrationId, offerId],
    );
  }
}
