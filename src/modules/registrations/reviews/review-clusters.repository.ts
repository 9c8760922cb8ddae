import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { keepOwn } from '../../staff';
import { OVER_SQL } from '../registration.entity';
import { type ClusterKind, type Grade, ReviewClusterRow } from './review-cluster.entity';

/** Where in the list a page begins: behind this cluster. */
export interface ListPlace {
  readonly grade: number;
  readonly openedAt: Date;
  readonly id: string;
}

interface WantedCluster {
  readonly serviceId: string;
  readonly kind: ClusterKind;
  readonly key: Buffer;
  readonly grade: Grade;
  readonly signs: readonly string[];
  readonly openedAt: Date;
}

/** Reads and writes clusters. */
@Injectable()
export class ReviewClustersRepository {
  /** The open cluster of a kind and key, made where there is none; of two signs the stronger stand. @returns its id */
  async openFor(em: EntityManager, wanted: WantedCluster): Promise<string> {
    const { serviceId, kind, key, grade, signs, openedAt } = wanted;
    const [row]: { id: string }[] = await em.query(
      `INSERT INTO review_clusters AS cluster (id, service_id, kind, key, grade, signs, size, opened_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7)
       ON CONFLICT (service_id, kind, key) WHERE closed_at IS NULL DO UPDATE SET grade = least(cluster.grade, excluded.grade),
         signs = CASE WHEN excluded.grade < cluster.grade THEN excluded.signs ELSE cluster.signs END
       RETURNING id`,
      [randomUUID(), serviceId, kind, key, grade, signs, openedAt],
    );
    return row!.id;
  }

  /** Like {@link openFor}, for registrations that are like one that a cluster may hold already. */
  async openAround(em: EntityManager, registrationId: string, wanted: Omit<WantedCluster, 'kind' | 'key'>): Promise<string> {
    const [row]: { key: Buffer }[] = await em.query(
      `SELECT cluster.key FROM review_items item JOIN review_clusters cluster ON cluster.id = item.cluster_id
       WHERE (item.registration_id = $1 OR item.other_registration_id = $1)
         AND cluster.kind = 'person' AND cluster.closed_at IS NULL AND cluster.service_id = $2
       ORDER BY cluster.opened_at, cluster.id LIMIT 1`,
      [registrationId, wanted.serviceId],
    );
    return this.openFor(em, { ...wanted, kind: 'person', key: row?.key ?? Buffer.from(registrationId.replaceAll('-', ''), 'hex') });
  }

  async find(em: EntityManager, id: string): Promise<ReviewClusterRow | null> {
    return em.findOneBy(ReviewClusterRow, { id });
  }

  /** Locks the cluster until the transaction ends. */
  async lock(em: EntityManager, id: string): Promise<ReviewClusterRow | null> {
    return em.findOne(ReviewClusterRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /**
   * Open clusters of the member's offices with something left to ask: the strongest first, of equals the oldest. Read in the index's order, some at a time, and only
   * what was read is looked at further: however many wait, a page costs the same, whatever the planner believes of the tables.
   */
  async listOpen(em: EntityManager, after: ListPlace | null, atMost: number): Promise<ReviewClusterRow[]> {
    const found: ReviewClusterRow[] = [];
    for (let place = after; found.length < atMost;) {
      const read = await this.readOpen(em, place, atMost);
      const alive = await this.listAlive(
        em,
        read.map(({ id }) => id),
      );
      const waiting = read.filter(({ id }) => alive.has(id));
      found.push(...(await keepOwn(em, 'cluster', waiting, ({ id }) => id)));
      if (read.length < atMost) break;
      place = read.at(-1)!;
    }
    return found.slice(0, atMost);
  }

  private async readOpen(em: EntityManager, after: ListPlace | null, atMost: number): Promise<ReviewClusterRow[]> {
    const query = em
      .createQueryBuilder(ReviewClusterRow, 'cluster')
      .where('cluster.closedAt IS NULL')
      .orderBy('cluster.grade')
      .addOrderBy('cluster.openedAt')
      .addOrderBy('cluster.id')
      .limit(atMost);
    if (after !== null) {
      const { grade, openedAt, id } = after;
      query.andWhere('(cluster.grade, cluster.openedAt, cluster.id) > (:grade, :openedAt, :id)', { grade, openedAt, id });
    }
    return query.getMany();
  }

  /** Those with an open question about a registration that is not over. */
  private async listAlive(em: EntityManager, ids: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await em.query(
      `SELECT cluster.id FROM unnest($1::uuid[]) AS cluster (id), LATERAL (
         SELECT FROM review_items item JOIN registrations r ON r.id = item.registration_id
         WHERE item.cluster_id = cluster.id AND item.decision IS NULL AND r.state NOT IN ${OVER_SQL} LIMIT 1) AS question`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Counts the registrations of clusters anew, and closes those in which nothing is left to ask. A closed one needs its case's hash no more. */
  async settle(em: EntityManager, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await em.query(
      `UPDATE review_clusters cluster SET size = members.size, closed_at = CASE WHEN members.open THEN NULL ELSE coalesce(cluster.closed_at, $2) END,
         key = CASE WHEN members.open OR cluster.kind <> 'case' THEN cluster.key ELSE uuid_send(cluster.id) END
       FROM (SELECT item.cluster_id AS id, count(DISTINCT member.id)::int AS size,
               bool_or(item.decision IS NULL AND r.state NOT IN ${OVER_SQL}) AS open
             FROM review_items item JOIN registrations r ON r.id = item.registration_id,
               unnest(ARRAY[item.registration_id, item.other_registration_id]) AS member (id)
             WHERE item.cluster_id = ANY ($1::uuid[]) GROUP BY item.cluster_id) AS members
       WHERE cluster.id = members.id`,
      [ids, now],
    );
  }

  async markKept(em: EntityManager, id: string, keptSize: number): Promise<void> {
    await em.update(ReviewClusterRow, { id }, { keptSize });
  }

  /** Open clusters whose registrations have all gone. @returns how many were closed */
  async closeGone(em: EntityManager, now: Date): Promise<number> {
    const rows: unknown[] = await em.query(
      `WITH gone AS (
         UPDATE review_clusters cluster SET closed_at = $1, key = CASE cluster.kind WHEN 'case' THEN uuid_send(cluster.id) ELSE cluster.key END
         WHERE closed_at IS NULL AND NOT EXISTS (SELECT FROM review_items item JOIN registrations r ON r.id = item.registration_id
           WHERE item.cluster_id = cluster.id AND item.decision IS NULL AND r.state NOT IN ${OVER_SQL}) RETURNING 1)
       SELECT * FROM gone`,
      [now],
    );
    return rows.length;
  }
}
