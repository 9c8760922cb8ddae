import { randomUUID } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { byteaArray, lockInTransaction, UnitOfWork } from '../../../platform/database';
import { RegistrationRow } from '../registration.entity';
import { namesOf, type PersonalPart, RegistrationVault, splitIdentity } from '../registration-vault';
import { type Described, findLikeness, type Likeness } from './likeness';
import { type MassFinding, MassPatterns } from './mass-patterns';
import { ReviewClustersRepository } from './review-clusters.repository';
import { ReviewItemsRepository, pairOf } from './review-items.repository';
import { ReviewQuestions } from './review-questions';
import { Traits } from './traits';

/** Rows a transaction. */
const ROWS_AT_A_TIME = 200;
/** Of those that share a trait with somebody, so many are compared: more have a common name, and are not all one person. */
const MOST_COMPARED = 40;

/**
 * Compares registrations with others of their service once they are confirmed, and asks staff about what is alike. It decides nothing: whoever is
 * asked about takes part as before.
 *
 * Commit point: traits, questions and the mark on each registration commit together, some at a time; what a crash takes back is compared again.
 * Takes turns, so that of two registrations that come at once the second sees the first.
 */
@Injectable()
export class RegistrationComparison {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: RegistrationVault,
    private readonly traits: Traits,
    private readonly patterns: MassPatterns,
    private readonly questions: ReviewQuestions,
    private readonly items: ReviewItemsRepository,
    private readonly clusters: ReviewClustersRepository,
    private readonly clock: Clock,
  ) {}

  async hasNew(): Promise<boolean> {
    const [row]: { waiting: boolean }[] = await this.unitOfWork.run((em) => em.query(`SELECT EXISTS (${NEW}) AS waiting`));
    return row!.waiting;
  }

  /** @returns how many were compared. Idempotent */
  async compareNew(): Promise<number> {
    for (let sum = 0; ;) {
      const compared = await this.compareSome();
      sum += compared;
      if (compared < ROWS_AT_A_TIME) {
        await this.unitOfWork.run((em) => this.clusters.closeGone(em, this.clock.now()));
        return sum;
      }
      await breathe();
    }
  }

  private async compareSome(): Promise<number> {
    return this.unitOfWork.run(async (em) => {
      await lockInTransaction(em, 'compare registrations');
      const chosen: { id: string }[] = await em.query(`${NEW} ORDER BY confirmed_at, id LIMIT $1 FOR NO KEY UPDATE`, [ROWS_AT_A_TIME]);
      const ids = chosen.map(({ id }) => id);
      const rows = await em.find(RegistrationRow, { where: { id: In(ids) }, order: { confirmedAt: 'ASC', id: 'ASC' } });
      await this.writeTraits(em, rows);
      for (const [row, other, likeness] of await this.findAlike(em, rows)) await this.questions.askAboutPerson(em, row, other, likeness);
      for (const finding of await this.patterns.find(em, ids)) await this.askAboutMany(em, finding);
      await em.query(`UPDATE registrations SET compared_at = $2, network_key = NULL, version = version + 1 WHERE id = ANY ($1::uuid[])`, [
        ids,
        this.clock.now(),
      ]);
      return rows.length;
    });
  }

  private async writeTraits(em: EntityManager, rows: readonly RegistrationRow[]): Promise<void> {
    const traits = rows.flatMap((row) => (row.sealed === null ? [] : this.traits.derive(row, this.vault.open(row))));
    await em.query(
      `INSERT INTO registration_traits (key, registration_id, kind, at)
       SELECT * FROM unnest($1::bytea[], $2::uuid[], $3::text[], $4::timestamptz[]) ON CONFLICT DO NOTHING`,
      [
        byteaArray(traits.map(({ key }) => key)),
        traits.map(({ registrationId }) => registrationId),
        traits.map(({ kind }) => kind),
        traits.map(({ at }) => at),
      ],
    );
  }

  /** For each the strongest likeness to one that was confirmed before it. */
  private async findAlike(em: EntityManager, rows: readonly RegistrationRow[]): Promise<[RegistrationRow, string, Likeness][]> {
    const ids = rows.map(({ id }) => id);
    const pairs: { id: string; other: string }[] = await em.query(CANDIDATES, [ids, MOST_COMPARED]);
    const known = await this.items.listKnownPairs(em, ids);
    const people = await this.openAll(
      em,
      pairs.flatMap(({ id, other }) => [id, other]),
    );
    const best = new Map<string, [string, Likeness]>();
    for (const { id, other } of pairs) {
      const [mine, theirs] = [people.get(id), people.get(other)];
      if (!mine || !theirs || known.has(pairOf(id, other))) continue;
      const likeness = findLikeness(mine, theirs);
      if (likeness !== null && likeness.grade < (best.get(id)?.[1].grade ?? 4)) best.set(id, [other, likeness]);
    }
    return rows.flatMap((row): [RegistrationRow, string, Likeness][] => {
      const found = best.get(row.id);
      return found ? [[row, ...found]] : [];
    });
  }

  private async openAll(em: EntityManager, ids: readonly string[]): Promise<Map<string, Described>> {
    const rows = await em.find(RegistrationRow, { select: { id: true, sealed: true }, where: { id: In([...new Set(ids)]) } });
    return new Map(rows.flatMap((row): [string, Described][] => (row.sealed === null ? [] : [[row.id, describe(this.vault.open(row))]])));
  }

  private async askAboutMany(em: EntityManager, { pattern, serviceId, key, registrationIds }: MassFinding): Promise<void> {
    const { reason, grade } = pattern;
    const now = this.clock.now();
    const clusterId = await this.clusters.openFor(em, { serviceId, kind: reason, key, grade, signs: [reason], openedAt: now });
    await em.query(
      `INSERT INTO review_items (id, cluster_id, registration_id, reason, opened_at)
       SELECT new.item, $2, new.registration, $3, $4 FROM unnest($1::uuid[], $5::uuid[]) AS new (registration, item)
       WHERE NOT EXISTS (SELECT FROM review_items known WHERE known.registration_id = new.registration AND known.reason = $3)`,
      [registrationIds, clusterId, reason, now, registrationIds.map(() => randomUUID())],
    );
    await this.clusters.settle(em, [clusterId], now);
  }
}

/** With the name as two people have corrected it, where they have. */
function describe(part: PersonalPart): Described {
  return { ...splitIdentity(part.identity), ...namesOf(part) };
}

const NEW = `SELECT id FROM registrations WHERE compared_at IS NULL AND confirmed_at IS NOT NULL AND state IN ('standing', 'in_review')`;

/** Others (of another case: one case is one cluster anyway) that share name or birth date, confirmed before (or at the same moment with a smaller id), the latest first. */
const CANDIDATES = `
  SELECT mine.id, other.id AS other FROM registrations mine
  JOIN LATERAL (
    SELECT DISTINCT theirs.registration_id AS id FROM registration_traits trait
    JOIN registration_traits theirs ON theirs.key = trait.key AND theirs.registration_id <> trait.registration_id
    JOIN registrations r ON r.id = theirs.registration_id AND r.state IN ('standing', 'in_review', 'offered')
      AND r.case_key <> mine.case_key AND (r.confirmed_at, r.id) < (mine.confirmed_at, mine.id)
    WHERE trait.registration_id = mine.id AND trait.kind IN ('name', 'birth')
    LIMIT $2) AS other ON true
  WHERE mine.id = ANY ($1::uuid[])`;
