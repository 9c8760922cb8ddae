import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FrozenRow } from './registrations.repository';

/** What a freeze reads of a registration that was merged into another one. */
export type MergedRow = Pick<FrozenRow, 'id' | 'authority' | 'caseKey' | 'criticalDate' | 'criticalDateSource' | 'losses' | 'hardship'> & {
  readonly mergedInto: string;
};

/** Registrations that count as one with another: excluded themselves, but their facts weigh at every freeze. */
@Injectable()
export class MergedRegistrationsRepository {
  /** Registrations that were merged into these. */
  async list(em: EntityManager, ids: readonly string[]): Promise<MergedRow[]> {
    return em.query(
      `SELECT r.id, r.merged_into AS "mergedInto", s.authority, r.case_key AS "caseKey", r.critical_date::text AS "criticalDate",
         r.critical_date_source AS "criticalDateSource", r.losses, g.approved_at IS NOT NULL AS hardship
       FROM registrations r
       JOIN services s ON s.id = r.service_id
       LEFT JOIN hardship_grants g ON g.registration_id = r.id
       WHERE r.merged_into = ANY ($1::uuid[]) ORDER BY r.id`,
      [ids],
    );
  }

  /** Whatever was merged into one registration belongs to another one from now on. */
  async move(em: EntityManager, from: string, to: string): Promise<void> {
    await em.query(`UPDATE registrations SET merged_into = $2, version = version + 1 WHERE merged_into = $1`, [from, to]);
  }

  /** Puts back the lost draws of registrations that were merged into one, as they were counted in a draw. */
  async restoreLosses(em: EntityManager, mergedInto: string, drawUuid: string): Promise<void> {
    // The draws' table belongs to a module further right; asking there would turn the order of modules around.
    await em.query(
      `UPDATE registrations r SET losses = counted.losses, version = version + 1 FROM draw_entry_merges counted
       WHERE r.merged_into = $1 AND counted.draw_uuid = $2 AND counted.registration_id = r.id`,
      [mergedInto, drawUuid],
    );
  }
}
