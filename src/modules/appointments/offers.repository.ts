import { Injectable } from '@nestjs/common';
import { Between, type EntityManager, In } from 'typeorm';
import { RegistrationRow } from '../registrations';
import { SlotRow } from '../slots';
import { OfferRow, OfferSlotRow, type OfferState } from './offer.entities';

/** An offer to be written, with its slots. */
export interface NewOffer {
  readonly row: OfferRow;
  readonly slotUuids: readonly string[];
}

/** What somebody who answers wants to know about the registration behind an offer. */
interface OfferHolder {
  readonly serviceTitle: string;
  readonly state: RegistrationRow['state'];
  readonly justifiedDeclines: number;
}

interface OfferOrigin {
  /** Null, as are the other two of a draw: granted outside any. */
  readonly drawId: string | null;
  readonly windowId: string;
  readonly windowPath: string;
  readonly drawUuid: string | null;
  readonly ticketId: string | null;
  readonly lossesBefore: number;
}

/** The SQL of offers. Every method joins the caller's transaction. Other modules' tables are read, never written. */
@Injectable()
export class OffersRepository {
  /**
   * Locks, in one order for everybody, the registration's own offers and every live offer of the same case and service.
   * All answers, expiries and check-ins begin with this, so that whatever concerns one case happens one after the other.
   */
  async lockOfCase(em: EntityManager, registrationId: string): Promise<OfferRow[]> {
    return em
      .createQueryBuilder(OfferRow, 'offer')
      .innerJoin(RegistrationRow, 'theirs', 'theirs.id = offer.registration_id')
      .innerJoin(RegistrationRow, 'own', 'own.id = :registrationId')
      .where('(own.service_id, own.case_key) = (theirs.service_id, theirs.case_key)')
      .andWhere(`(offer.state IN ('offered', 'accepted') OR offer.registration_id = :registrationId)`, { registrationId })
      .orderBy('offer.id')
      .setLock('pessimistic_write', undefined, ['offer'])
      .getMany();
  }

  /** One of them by its id, the others of its case locked with it. */
  async lockWithCase(em: EntityManager, id: string): Promise<OfferRow | null> {
    const found = await this.find(em, id);
    return found && ((await this.lockOfCase(em, found.registrationId)).find((row) => row.id === id) ?? null);
  }

  /** Locks a window's accepted offers, in the order in which {@link lockOfCase} would. */
  async lockAcceptedOf(em: EntityManager, windowId: string): Promise<OfferRow[]> {
    return em
      .createQueryBuilder(OfferRow, 'offer')
      .where(
        `offer.state = 'accepted' AND EXISTS (SELECT FROM offer_slots given JOIN slots slot ON slot.id = given.slot_uuid
           WHERE given.offer_id = offer.id AND slot.window_id = :windowId)`,
        { windowId },
      )
      .orderBy('offer.id')
      .setLock('pessimistic_write', undefined, ['offer'])
      .getMany();
  }

  async find(em: EntityManager, id: string): Promise<OfferRow | null> {
    return em.findOneBy(OfferRow, { id });
  }

  /** Offers whose id begins with these 40 bits: one, or by the rarest chance two. @param prefix 10 hex digits */
  async listByIdPrefix(em: EntityManager, prefix: string): Promise<OfferRow[]> {
    const bound = (filling: string): string => (prefix + filling.repeat(22)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return em.findBy(OfferRow, { id: Between(bound('0'), bound('f')) });
  }

  async listOf(em: EntityManager, registrationId: string): Promise<OfferRow[]> {
    return em.find(OfferRow, { where: { registrationId }, order: { offeredAt: 'ASC', id: 'ASC' } });
  }

  /** Which draw and window an offer comes from, and how many draws its registration had lost before. */
  async getOrigin(em: EntityManager, { id }: Pick<OfferRow, 'id'>): Promise<OfferOrigin> {
    const rows: OfferOrigin[] = await em.query(
      // An entry that stands for several registrations may have gone in with another one's losses.
      `SELECT draws.draw_id AS "drawId", windows.id AS "windowId", windows.path AS "windowPath", draws.id AS "drawUuid", offer.ticket_id AS "ticketId",
         coalesce(own.losses, entry.losses, 0) AS "lossesBefore"
       FROM offers offer
       LEFT JOIN draws ON draws.id = offer.draw_uuid
       LEFT JOIN draw_entries entry ON entry.draw_uuid = draws.id AND entry.ticket_id = offer.ticket_id
       LEFT JOIN draw_entry_merges own ON own.draw_uuid = draws.id AND own.registration_id = entry.registration_id
       JOIN windows ON windows.id = coalesce(draws.window_id,
         (SELECT slot.window_id FROM offer_slots given JOIN slots slot ON slot.id = given.slot_uuid WHERE given.offer_id = offer.id LIMIT 1))
       WHERE offer.id = $1`,
      [id],
    );
    return rows[0]!;
  }

  async getHolder(em: EntityManager, { registrationId }: OfferRow): Promise<OfferHolder> {
    const rows: OfferHolder[] = await em.query(
      `SELECT services.title AS "serviceTitle", held.state, held.justified_declines AS "justifiedDeclines"
       FROM registrations held JOIN services ON services.id = held.service_id WHERE held.id = $1`,
      [registrationId],
    );
    return rows[0]!;
  }

  /** An offer's slots, earliest first. */
  async getSlots(em: EntityManager, offerId: string): Promise<SlotRow[]> {
    return em
      .createQueryBuilder(SlotRow, 'slot')
      .innerJoin(OfferSlotRow, 'given', 'given.slot_uuid = slot.id AND given.offer_id = :offerId', { offerId })
      .orderBy('slot.starts_at')
      .getMany();
  }

  async insert(em: EntityManager, offers: readonly NewOffer[]): Promise<void> {
    const rows = offers.map((offer) => offer.row);
    await em.query(
      `INSERT INTO offers (draw_uuid, id, registration_id, ticket_id, state, answer_by, offered_at, answered_at, reason)
       SELECT offer.* FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[],
         $8::timestamptz[], $9::text[]) AS offer`,
      [
        rows.map((row) => row.drawUuid),
        rows.map((row) => row.id),
        rows.map((row) => row.registrationId),
        rows.map((row) => row.ticketId),
        rows.map((row) => row.state),
        rows.map((row) => row.answerBy),
        rows.map((row) => row.offeredAt),
        rows.map((row) => row.answeredAt),
        rows.map((row) => row.reason),
      ],
    );
    const given = offers.flatMap(({ row, slotUuids }) => slotUuids.map((slot) => ({ offer: row.id, slot, live: row.state === 'offered' })));
    await em.query(
      `INSERT INTO offer_slots (offer_id, slot_uuid, live) SELECT given.* FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS given`,
      [given.map(({ offer }) => offer), given.map(({ slot }) => slot), given.map(({ live }) => live)],
    );
  }

  /** An appointment outside any draw, accepted from the start. */
  async insertGranted(
    em: EntityManager,
    { id, registrationId, slotUuids, now }: { id: string; registrationId: string; slotUuids: readonly string[]; now: Date },
  ): Promise<void> {
    await em.insert(OfferRow, {
      ...{ id, registrationId, drawUuid: null, ticketId: null, remindedAt: null, reason: null },
      ...{ state: 'accepted', answerBy: now, offeredAt: now, answeredAt: now },
    });
    await em.insert(
      OfferSlotRow,
      slotUuids.map((slotUuid) => ({ offerId: id, slotUuid, live: true })),
    );
  }

  /** Under a lock on the offer. `answeredAt` stays what it was for the ends of an accepted appointment. */
  async move(em: EntityManager, id: string, to: { state: OfferState; answeredAt?: Date; reason?: string }): Promise<void> {
    await em.update(OfferRow, { id }, to);
  }

  async letGo(em: EntityManager, offerId: string): Promise<void> {
    await em.update(OfferSlotRow, { offerId }, { live: false });
  }

  /** Deadlines that are still open, each once for a draw. */
  async listDeadlines(em: EntityManager): Promise<{ drawUuid: string; answerBy: Date }[]> {
    return em.query(
      `SELECT DISTINCT draw_uuid AS "drawUuid", answer_by AS "answerBy" FROM offers WHERE state = 'offered' ORDER BY answer_by, draw_uuid`,
    );
  }

  /** Unanswered offers of a draw whose last second to answer has passed. @param now a whole second, as in `isOver` */
  async listOverdue(em: EntityManager, drawUuid: string, now: Date): Promise<OfferRow[]> {
    return em
      .createQueryBuilder(OfferRow, 'offer')
      .where(`offer.state = 'offered' AND offer.draw_uuid = :drawUuid AND offer.answer_by < :now`, { drawUuid, now })
      .orderBy('offer.id')
      .getMany();
  }

  /** Accepted appointments of which every slot had ended by `before`. */
  async listAcceptedOver(em: EntityManager, before: Date): Promise<OfferRow[]> {
    return em
      .createQueryBuilder(OfferRow, 'offer')
      .where(`offer.state = 'accepted'`)
      .andWhere(
        `NOT EXISTS (SELECT FROM offer_slots given JOIN slots slot ON slot.id = given.slot_uuid
           WHERE given.offer_id = offer.id AND slot.ends_at > :before)`,
        { before },
      )
      .orderBy('offer.id')
      .getMany();
  }

  /** Appointments that begin in a stretch of time, whatever became of them, of people who have not been erased since. */
  async listKept(em: EntityManager, from: Date, until: Date): Promise<OfferRow[]> {
    return em
      .createQueryBuilder(OfferRow, 'offer')
      .where({ state: In<OfferState>(['accepted', 'attended', 'missed']) })
      .andWhere(
        `EXISTS (SELECT FROM offer_slots given JOIN slots slot ON slot.id = given.slot_uuid
           WHERE given.offer_id = offer.id AND slot.starts_at >= :from AND slot.starts_at < :until)`,
        { from, until },
      )
      .andWhere(`EXISTS (SELECT FROM registrations r WHERE r.id = offer.registration_id AND r.erased_at IS NULL)`)
      .getMany();
  }

  async countByState(em: EntityManager, windowId: string): Promise<{ state: OfferState; count: number }[]> {
    return em.query(
      `SELECT offers.state, count(*)::integer AS count FROM offers JOIN draws ON draws.id = offers.draw_uuid
       WHERE draws.window_id = $1 GROUP BY offers.state`,
      [windowId],
    );
  }
}
