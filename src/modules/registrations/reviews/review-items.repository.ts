import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { ReviewItemRow } from './review-item.entity';

type OpenedItem = Pick<ReviewItemRow, 'id' | 'clusterId' | 'registrationId' | 'otherRegistrationId' | 'reason' | 'signs' | 'openedAt'>;

/** Reads and writes questions to staff. */
@Injectable()
export class ReviewItemsRepository {
  /** Opens a question; the same one is open at most once. @returns whether it was not open yet */
  async open(em: EntityManager, item: OpenedItem): Promise<boolean> {
    const rows: unknown[] = await em.query(
      `INSERT INTO review_items (id, cluster_id, registration_id, other_registration_id, reason, signs, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (registration_id, reason) WHERE decision IS NULL DO NOTHING RETURNING id`,
      [item.id, item.clusterId, item.registrationId, item.otherRegistrationId, item.reason, item.signs, item.openedAt],
    );
    return rows.length > 0;
  }

  async find(em: EntityManager, id: string): Promise<ReviewItemRow | null> {
    return em.findOneBy(ReviewItemRow, { id });
  }

  async lock(em: EntityManager, id: string): Promise<ReviewItemRow | null> {
    return em.findOne(ReviewItemRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** The cluster of the newest question in which a registration has a part, an open one first. */
  async findClusterOf(em: EntityManager, registrationId: string): Promise<string | null> {
    const [row]: { id: string }[] = await em.query(
      `SELECT cluster_id AS id FROM review_items WHERE registration_id = $1 OR other_registration_id = $1
       ORDER BY (decision IS NULL) DESC, (registration_id = $1) DESC, opened_at DESC, id LIMIT 1`,
      [registrationId],
    );
    return row?.id ?? null;
  }

  async listOfClusters(em: EntityManager, clusterIds: readonly string[]): Promise<ReviewItemRow[]> {
    return em.find(ReviewItemRow, { where: { clusterId: In([...clusterIds]) }, order: { openedAt: 'ASC', id: 'ASC' } });
  }

  /** Open questions about a registration. */
  async listOpenOf(em: EntityManager, registrationId: string): Promise<ReviewItemRow[]> {
    return em.findBy(ReviewItemRow, { registrationId, decision: IsNull() });
  }

  /** Open questions in which a registration is the other one, the oldest first. */
  async listOpenAbout(em: EntityManager, otherRegistrationId: string): Promise<ReviewItemRow[]> {
    return em.find(ReviewItemRow, { where: { otherRegistrationId, decision: IsNull() }, order: { openedAt: 'ASC', id: 'ASC' } });
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
    await em.update(ReviewItemRow, { registrationId, decision: IsNull() }, decided);
  }

  /** Of pairs of registrations those that were a question before, as `a b` with the smaller id first. */
  async listKnownPairs(em: EntityManager, ids: readonly string[]): Promise<Set<string>> {
    const rows: { pair: string }[] = await em.query(
      `SELECT least(registration_id, other_registration_id) || ' ' || greatest(registration_id, other_registration_id) AS pair FROM review_items
       WHERE other_registration_id IS NOT NULL AND (registration_id = ANY ($1::uuid[]) OR other_registration_id = ANY ($1::uuid[]))`,
      [ids],
    );
    return new Set(rows.map(({ pair }) => pair));
  }
}

export function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
