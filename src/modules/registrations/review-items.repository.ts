import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReviewItemRow } from './review-item.entity';

type OpenedItem = Pick<ReviewItemRow, 'id' | 'registrationId' | 'otherRegistrationId' | 'reason' | 'openedAt'>;

/** Reads and writes questions to staff. */
@Injectable()
export class ReviewItemsRepository {
  /** Opens a question; the same one is open at most once. */
  async open(em: EntityManager, item: OpenedItem): Promise<void> {
    await em.query(
      `INSERT INTO review_items (id, registration_id, other_registration_id, reason, opened_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (registration_id, reason) WHERE decision IS NULL DO NOTHING`,
      [item.id, item.registrationId, item.otherRegistrationId, item.reason, item.openedAt],
    );
  }

  async lock(em: EntityManager, id: string): Promise<ReviewItemRow | null> {
    return em.findOne(ReviewItemRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Open questions about registrations that are not over, the oldest first. */
  async listOpen(em: EntityManager, atMost: number): Promise<ReviewItemRow[]> {
    return em
      .createQueryBuilder(ReviewItemRow, 'item')
      .where('item.decision IS NULL')
      .andWhere(
        `EXISTS (SELECT FROM registrations r WHERE r.id = item.registration_id AND r.state NOT IN ('withdrawn', 'excluded', 'ended'))`,
      )
      .orderBy('item.opened_at')
      .addOrderBy('item.id')
      .limit(atMost)
      .getMany();
  }

  async change(em: EntityManager, id: string, change: Partial<ReviewItemRow>): Promise<void> {
    await em.update(ReviewItemRow, { id }, change);
  }

  /** Answers every other open question about a registration in the same way: nothing is left to decide about it. */
  async closeOthers(
    em: EntityManager,
    registrationId: string,
    decided: Pick<ReviewItemRow, 'decision' | 'decidedBy' | 'decidedAt'>,
  ): Promise<void> {
    await em.query(
      `UPDATE review_items SET decision = $2, decided_by = $3, decided_at = $4 WHERE registration_id = $1 AND decision IS NULL`,
      [registrationId, decided.decision, decided.decidedBy, decided.decidedAt],
    );
  }
}
