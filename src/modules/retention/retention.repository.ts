import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Moments before which a class's start event must lie for its time to be over. */
interface Limits {
  readonly now: Date;
  readonly ended: Date;
  readonly objection: Date;
  readonly appointment: Date;
}

/**
 * The SQL of forgetting. It reaches into the tables of other modules on purpose: how long what is kept is one decision, and this is the one
 * place where it is carried out. Each method does at most `atMost` rows, and says how many; rows that somebody else is at are left for the next time.
 */
@Injectable()
export class RetentionRepository {
  /**
   * Empties registrations whose time is over: sealed data and receipt secret, which makes every published entry of theirs unlinkable, the keyed
   * hashes of case, person and contact (random ones take their place), dates, language, hardship and review.
   *
   * Never one that something still needs: a draw that is frozen and not published and offered, the time for objections to a draw it was in, an
   * offer that is open or an appointment to come, a decision that has not been told, or another registration that it was merged into.
   */
  async eraseRegistrations(em: EntityManager, { now, ended, objection, appointment }: Limits, atMost: number): Promise<number> {
    const due: { id: string }[] = await em.query(
      `SELECT r.id FROM registrations r
       WHERE r.erased_at IS NULL AND r.state IN ('withdrawn', 'excluded', 'ended') AND r.ended_at < $1 AND NOT r.decision_untold
         AND NOT EXISTS (SELECT FROM registrations kept WHERE kept.id = r.merged_into AND kept.erased_at IS NULL)
         AND NOT EXISTS (SELECT FROM draw_entries entry JOIN draws ON draws.id = entry.draw_uuid
           WHERE entry.registration_id = r.id AND (draws.state IN ('frozen', 'revealed') OR (draws.state = 'drawn'
             AND (draws.offered_at IS NULL OR draws.published_at IS NULL OR draws.published_at >= $2))))
         AND NOT EXISTS (SELECT FROM offers WHERE offers.registration_id = r.id AND (offers.state IN ('offered', 'accepted')
           OR (offers.state IN ('attended', 'missed') AND EXISTS (SELECT FROM offer_slots given JOIN slots ON slots.id = given.slot_uuid
             WHERE given.offer_id = offers.id AND slots.ends_at >= $3))))
       ORDER BY r.ended_at LIMIT $4 FOR NO KEY UPDATE OF r SKIP LOCKED`,
      [ended, objection, appointment, atMost],
    );
    const ids = due.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await em.query(`DELETE FROM hardship_grants WHERE registration_id = ANY ($1::uuid[])`, [ids]);
    await em.query(`DELETE FROM name_corrections WHERE registration_id = ANY ($1::uuid[])`, [ids]);
    await em.query(`DELETE FROM review_items WHERE registration_id = ANY ($1::uuid[])`, [ids]);
    await em.query(`DELETE FROM review_notices WHERE registration_id = ANY ($1::uuid[])`, [ids]);
    await em.query(`DELETE FROM revocation_hearings WHERE offer_id IN (SELECT id FROM offers WHERE registration_id = ANY ($1::uuid[]))`, [
      ids,
    ]);
    await em.query(`DELETE FROM registration_traits WHERE registration_id = ANY ($1::uuid[])`, [ids]);
    await em.query(
      `UPDATE registrations SET sealed = NULL, sealed_secret = NULL, contact_key = NULL, network_key = NULL, contact_kind = 'none', locale = 'de',
         case_key = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
         person_key = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
         critical_date = NULL, critical_date_source = NULL, erased_at = $2, version = version + 1
       WHERE id = ANY ($1::uuid[])`,
      [ids, now],
    );
    return ids.length;
  }

  /** Ends registrations that have waited for so long, in a service without any window, that nobody can still be waiting. */
  async endWaiting(em: EntityManager, now: Date, before: Date, atMost: number): Promise<number> {
    return count(
      await em.query(
        `WITH due AS (
           SELECT r.id FROM registrations r
           WHERE r.state IN ('standing', 'in_review') AND r.confirmed_at < $2
             AND NOT EXISTS (SELECT FROM windows WHERE windows.service_id = r.service_id AND (windows.state <> 'closed_out' OR windows.closed_out_at >= $2))
             AND NOT EXISTS (SELECT FROM draw_entries entry JOIN draws ON draws.id = entry.draw_uuid
               WHERE entry.registration_id = r.id AND draws.draw_at >= $2)
           LIMIT $3 FOR NO KEY UPDATE OF r SKIP LOCKED),
         changed AS (
           UPDATE registrations r SET state = 'ended', ended_at = $1, version = version + 1 FROM due WHERE r.id = due.id RETURNING r.id)
         SELECT id FROM changed`,
        [now, before, atMost],
      ),
    );
  }

  /** Removes decided questions. What was decided lives on in the registration, and exclusions in the public log. */
  async deleteReviews(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'review_items', 'decided_at < $1', before, atMost);
  }

  /** Removes names that somebody asked for and nobody agreed to. */
  async deleteNameProposals(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'name_corrections', 'requested_at < $1 AND corrected_at IS NULL', before, atMost);
  }

  /** Removes notices that were decided, with what people have said to them. */
  async deleteNotices(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'review_notices', 'ended_at < $1', before, atMost);
  }

  /** Removes hearings that have ended, with what people have said in them. A revocation lives on in its approval, and in the public log. */
  async deleteHearings(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'revocation_hearings', 'ended_at < $1', before, atMost);
  }

  /** Removes clusters about which nothing is left; what staff found ordinary is remembered as long as a question, so that it is not asked again at once. */
  async deleteClusters(em: EntityManager, before: Date, atMost: number): Promise<number> {
    const empty = 'NOT EXISTS (SELECT FROM review_items item WHERE item.cluster_id = review_clusters.id)';
    return this.delete(em, 'review_clusters', `${empty} AND coalesce(closed_at, opened_at) < $1`, before, atMost);
  }

  /** Removes what tells from which network somebody registered. */
  async deleteNetworks(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'registration_traits', `kind = 'network' AND at < $1`, before, atMost);
  }

  /** Removes letters that have left, or never will. */
  async deleteLetters(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'outbox_messages', '(sent_at < $1 OR given_up_at < $1)', before, atMost);
  }

  async deleteOfferReports(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'offer_reports', 'received_at < $1', before, atMost);
  }

  /** Removes letters that were printed or dropped, and those to people who have been forgotten. */
  async deletePrinted(em: EntityManager, before: Date, atMost: number): Promise<number> {
    const forgotten = 'registration_id IN (SELECT id FROM registrations WHERE erased_at < $1)';
    return this.delete(em, 'letters_to_print', `(printed_at < $1 OR dropped_at < $1 OR ${forgotten})`, before, atMost);
  }

  async deleteLetterCounts(em: EntityManager, before: Date, atMost: number): Promise<number> {
    return this.delete(em, 'letter_allowances', 'day < $1::date', before, atMost);
  }

  private async delete(em: EntityManager, table: string, condition: string, before: Date, atMost: number): Promise<number> {
    return count(
      await em.query(
        `WITH due AS MATERIALIZED (SELECT ctid FROM ${table} WHERE ${condition} LIMIT $2),
         gone AS (DELETE FROM ${table} USING due WHERE ${table}.ctid = due.ctid RETURNING 1)
         SELECT * FROM gone`,
        [before, atMost],
      ),
    );
  }
}

function count(rows: unknown[]): number {
  return rows.length;
}
