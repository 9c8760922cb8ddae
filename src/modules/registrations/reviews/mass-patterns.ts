import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OVER_SQL } from '../registration.entity';
import type { TraitKind } from './registration-trait.entity';
import type { Grade } from './review-cluster.entity';
import type { MassReason } from './review-item.entity';

interface Pattern {
  readonly reason: MassReason;
  readonly trait: TraitKind;
  /** Registrations from which on it is shown. */
  readonly from: number;
  readonly grade: Grade;
  /** Only those count that came so many seconds before or after one another. */
  readonly withinSeconds?: number;
}

/**
 * Patterns that somebody leaves who registers many. All are left by honest people, too: a family shares a contact, a shelter or a mobile network
 * an address, an advice centre registers one after the other. So each is only a reason to look, nearly all of the lowest grade, and no score.
 */
const MASS_PATTERNS: readonly Pattern[] = [
  { reason: 'contact', trait: 'contact', from: 3, grade: 3 },
  { reason: 'mail-domain', trait: 'mail-domain', from: 10, grade: 3 },
  { reason: 'network', trait: 'network', from: 20, grade: 3, withinSeconds: 86_400 },
  { reason: 'burst', trait: 'network', from: 5, grade: 2, withinSeconds: 10 },
  { reason: 'representative', trait: 'representative', from: 5, grade: 3 },
];

/** Many registrations that have one trait in common, and who of them is not asked about yet. */
export interface MassFinding {
  readonly pattern: Pattern;
  readonly serviceId: string;
  readonly key: Buffer;
  readonly registrationIds: readonly string[];
}

@Injectable()
export class MassPatterns {
  /**
   * Looks at what has come in last.
   * @param fresh registrations whose traits have just been written
   * @returns nothing that staff have found ordinary, until it has doubled
   */
  async find(em: EntityManager, fresh: readonly string[]): Promise<MassFinding[]> {
    const found: MassFinding[] = [];
    for (const pattern of MASS_PATTERNS) {
      const rows: { key: Buffer; serviceId: string; ids: string[] }[] = await em.query(FIND, [
        fresh,
        pattern.trait,
        pattern.from,
        `${pattern.withinSeconds ?? 0} seconds`,
        pattern.withinSeconds === undefined,
        pattern.reason,
      ]);
      for (const { key, serviceId, ids } of rows) found.push({ pattern, serviceId, key, registrationIds: ids });
    }
    return found;
  }
}

/** `crowd`: how many came within the seconds before and after a member. */
const FIND = `
  WITH keys AS (SELECT DISTINCT key FROM registration_traits WHERE registration_id = ANY ($1::uuid[]) AND kind = $2),
  members AS (
    SELECT trait.key, trait.registration_id AS id, r.service_id,
      count(*) OVER around AS crowd, count(*) OVER (PARTITION BY trait.key) AS everybody
    FROM registration_traits trait JOIN keys USING (key) JOIN registrations r ON r.id = trait.registration_id AND r.state NOT IN ${OVER_SQL}
    WINDOW around AS (PARTITION BY trait.key ORDER BY trait.at RANGE BETWEEN $4::interval PRECEDING AND $4::interval FOLLOWING)),
  groups AS (
    SELECT key, service_id, count(*) AS size, array_agg(id ORDER BY id) AS ids FROM members
    WHERE (CASE WHEN $5 THEN everybody ELSE crowd END) >= $3 GROUP BY key, service_id)
  SELECT key, service_id AS "serviceId", ids FROM groups
  WHERE NOT EXISTS (SELECT FROM review_clusters known WHERE known.service_id = groups.service_id AND known.kind = $6 AND known.key = groups.key
    AND known.kept_size * 2 > groups.size)
  AND EXISTS (SELECT FROM unnest(ids) AS member (id)
    WHERE NOT EXISTS (SELECT FROM review_items asked WHERE asked.registration_id = member.id AND asked.reason = $6))`;
