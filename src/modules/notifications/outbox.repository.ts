import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A message that has been claimed: for a while nobody else tries it. */
export interface WaitingMessage {
  readonly id: string;
  readonly kind: string;
  readonly registrationId: string;
  readonly subjectId: string | null;
  /** This attempt included. */
  readonly attempts: number;
}

/** Reads and marks the outbox. */
@Injectable()
export class OutboxRepository {
  async hasDue(em: EntityManager, now: Date): Promise<boolean> {
    const [row]: { due: boolean }[] = await em.query(
      `SELECT EXISTS (SELECT FROM outbox_messages WHERE sent_at IS NULL AND given_up_at IS NULL AND next_attempt_at <= $1) AS due`,
      [now],
    );
    return row!.due;
  }

  /** Claims due messages, the longest due first. Claims of several workers at once never meet (SKIP LOCKED). */
  async claim(em: EntityManager, atMost: number, now: Date, until: Date): Promise<WaitingMessage[]> {
    const rows: WaitingMessage[] = await em.query(
      `WITH due AS (
         SELECT id FROM outbox_messages WHERE sent_at IS NULL AND given_up_at IS NULL AND next_attempt_at <= $2
         ORDER BY next_attempt_at, id LIMIT $1 FOR UPDATE SKIP LOCKED),
       claimed AS (
         UPDATE outbox_messages m SET attempts = m.attempts + 1, next_attempt_at = $3 FROM due WHERE m.id = due.id
         RETURNING m.id, m.kind, m.registration_id AS "registrationId", m.subject_id AS "subjectId", m.attempts)
       SELECT * FROM claimed ORDER BY id`,
      [atMost, now, until],
    );
    return rows;
  }

  async markSent(em: EntityManager, id: string, at: Date): Promise<void> {
    await em.query(`UPDATE outbox_messages SET sent_at = $2, counted_for = NULL WHERE id = $1`, [id, at]);
  }

  async markGivenUp(em: EntityManager, id: string, at: Date): Promise<void> {
    await em.query(`UPDATE outbox_messages SET given_up_at = $2, counted_for = NULL WHERE id = $1`, [id, at]);
  }

  async postpone(em: EntityManager, id: string, until: Date): Promise<void> {
    await em.query(`UPDATE outbox_messages SET next_attempt_at = $2 WHERE id = $1 AND sent_at IS NULL`, [id, until]);
  }

  /** Like {@link postpone}, for a message that was not tried: it keeps its attempts. */
  async hold(em: EntityManager, id: string, until: Date): Promise<void> {
    await em.query(`UPDATE outbox_messages SET next_attempt_at = $2, attempts = attempts - 1 WHERE id = $1 AND sent_at IS NULL`, [
      id,
      until,
    ]);
  }
}
