import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { violatedConstraint } from '../../platform/database';
import { RegistrationRow, type RegistrationState } from './registration.entity';
import { ONE_PER_CASE } from './registrations.errors';

/** What a freeze reads of a registration. */
export interface FrozenRow {
  readonly id: string;
  readonly authority: string;
  readonly caseKey: Buffer;
  readonly sealed: Buffer;
  readonly sealedSecret: Buffer;
  readonly size: number;
  readonly choices: string;
  readonly waivedPots: string[];
  readonly criticalDate: string | null;
  readonly criticalDateSource: string | null;
  readonly losses: number;
  readonly hardship: boolean;
}

/** Reads and moves registrations. Every change counts up `version`. */
@Injectable()
export class RegistrationsRepository {
  async find(em: EntityManager, id: string): Promise<RegistrationRow | null> {
    return em.findOneBy(RegistrationRow, { id });
  }

  /** @throws Error when there is none: the id came from our own tables */
  async get(em: EntityManager, id: string): Promise<RegistrationRow> {
    const row = await this.find(em, id);
    if (row === null) throw new Error(`registration ${id} does not exist`);
    return row;
  }

  async list(em: EntityManager, ids: readonly string[]): Promise<RegistrationRow[]> {
    return em.findBy(RegistrationRow, { id: In([...ids]) });
  }

  /**
   * Locks the row until the transaction ends. Not `FOR UPDATE`: rows that refer to this one (letters, review items) may
   * be written meanwhile.
   */
  async lock(em: EntityManager, id: string): Promise<RegistrationRow | null> {
    return em.findOne(RegistrationRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  /** Changes one row that the caller has locked. */
  async change(em: EntityManager, id: string, change: Partial<RegistrationRow>): Promise<void> {
    await em.update(RegistrationRow, { id }, { ...change, version: () => 'version + 1' });
  }

  /**
   * Like {@link change}, for changes that make a registration stand: whether another one of the case stands already is
   * decided by the unique index at the moment of writing, since no reading before could know.
   * @returns false when another one stands; then nothing has been changed and the transaction can go on
   */
  async tryToStand(em: EntityManager, id: string, change: Partial<RegistrationRow>): Promise<boolean> {
    await em.query('SAVEPOINT before_standing');
    try {
      await this.change(em, id, { ...change, state: 'standing' });
    } catch (error) {
      if (violatedConstraint(error) !== ONE_PER_CASE) throw error;
      await em.query('ROLLBACK TO SAVEPOINT before_standing');
      return false;
    }
    await em.query('RELEASE SAVEPOINT before_standing');
    return true;
  }

  async listForFreeze(
    em: EntityManager,
    query: { serviceId: string; windowId: string; closesAt: Date; excludeRegistrationIds: readonly string[] },
  ): Promise<FrozenRow[]> {
    // hardship_grants belongs to a module further right; this is the one reading of it that the freeze needs.
    return em.query(
      `SELECT r.id, s.authority, r.case_key AS "caseKey", r.sealed, r.sealed_secret AS "sealedSecret", r.size, r.choices,
         r.waived_pots AS "waivedPots", r.critical_date::text AS "criticalDate", r.critical_date_source AS "criticalDateSource",
         r.losses, g.approved_at IS NOT NULL AS hardship
       FROM registrations r
       JOIN services s ON s.id = r.service_id
       LEFT JOIN hardship_grants g ON g.registration_id = r.id
       WHERE r.service_id = $1 AND r.state = 'standing' AND r.confirmed_at <= $3
         AND r.sits_out_window_id IS DISTINCT FROM $2 AND r.id <> ALL ($4::uuid[])
       ORDER BY r.id`,
      [query.serviceId, query.windowId, query.closesAt, query.excludeRegistrationIds],
    );
  }

  async markServed(em: EntityManager, ids: readonly string[]): Promise<void> {
    await em.query(
      `WITH served AS (
         UPDATE registrations SET state = 'offered', losses = 0, version = version + 1 WHERE id = ANY ($1::uuid[]) AND state = 'standing' RETURNING id)
       UPDATE registrations r SET losses = 0, version = version + 1 FROM served WHERE r.merged_into = served.id`,
      [ids],
    );
  }

  /** @returns the ids of those that still stood */
  async countLoss(em: EntityManager, ids: readonly string[]): Promise<string[]> {
    const rows: { id: string }[] = await em.query(
      `WITH lost AS (
         UPDATE registrations SET losses = losses + 1, version = version + 1 WHERE id = ANY ($1::uuid[]) AND state = 'standing' RETURNING id),
       merged AS (
         UPDATE registrations r SET losses = r.losses + 1, version = r.version + 1 FROM lost WHERE r.merged_into = lost.id)
       SELECT id FROM lost ORDER BY id`,
      [ids],
    );
    return rows.map((row) => row.id);
  }

  async statesOf(em: EntityManager, ids: readonly string[]): Promise<Map<string, RegistrationState>> {
    const rows: { id: string; state: RegistrationState }[] = await em.query(
      `SELECT id, state FROM registrations WHERE id = ANY ($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row.state]));
  }

  /** The registration of a case that stands for a service now, if any. */
  async findStanding(em: EntityManager, serviceId: string, caseKey: Buffer): Promise<string | null> {
    const [row]: { id: string }[] = await em.query(
      `SELECT id FROM registrations WHERE service_id = $1 AND case_key = $2 AND state IN ('standing', 'offered')`,
      [serviceId, caseKey],
    );
    return row?.id ?? null;
  }

  /** A live registration that may be the same person under another case number, the oldest first; null when there is none. */
  async findSamePerson(em: EntityManager, row: Pick<RegistrationRow, 'id' | 'personKey' | 'caseKey'>): Promise<string | null> {
    const [other]: { id: string }[] = await em.query(
      `SELECT id FROM registrations
       WHERE person_key = $1 AND case_key <> $2 AND id <> $3 AND state IN ('standing', 'offered') ORDER BY confirmed_at, id LIMIT 1`,
      [row.personKey, row.caseKey, row.id],
    );
    return other?.id ?? null;
  }

  /** Services that somebody waits for. */
  async listServicesInUse(em: EntityManager): Promise<string[]> {
    const rows: { id: string }[] = await em.query(
      `SELECT id FROM services WHERE EXISTS (SELECT FROM registrations r WHERE r.service_id = services.id AND r.state IN ('standing', 'in_review'))
       ORDER BY authority, slug`,
    );
    return rows.map((row) => row.id);
  }

  /** Those who wait for a service, also under a number that was merged into another one, and of whom staff have not seen an application. */
  async listWithoutApplication(em: EntityManager, serviceId: string): Promise<RegistrationRow[]> {
    return em
      .createQueryBuilder(RegistrationRow, 'r')
      .where('r.service_id = :serviceId AND NOT r.application_recorded AND r.sealed IS NOT NULL', { serviceId })
      .andWhere(
        `(r.state IN ('standing', 'in_review')
          OR EXISTS (SELECT FROM registrations kept WHERE kept.id = r.merged_into AND kept.state IN ('standing', 'in_review')))`,
      )
      .getMany();
  }

  async hasUnconfirmed(em: EntityManager, now: Date): Promise<boolean> {
    const [row]: { late: boolean }[] = await em.query(
      `SELECT EXISTS (SELECT FROM registrations WHERE state = 'unconfirmed' AND confirm_by < $1) AS late`,
      [now],
    );
    return row!.late;
  }

  /**
   * Whether a registration is an entry of a draw that is frozen and not yet drawn. Reads the draws' tables, which belong to a module further right:
   * asking there would turn the order of modules around for one question.
   */
  async isInPendingDraw(em: EntityManager, id: string): Promise<boolean> {
    const [row]: { pending: boolean }[] = await em.query(
      `SELECT EXISTS (SELECT FROM draw_entries entry JOIN draws ON draws.id = entry.draw_uuid AND draws.state IN ('frozen', 'revealed')
                      WHERE entry.registration_id = $1) AS pending`,
      [id],
    );
    return row!.pending;
  }

  /** Ends some of those that were not confirmed in time. @returns how many; 0 when none is left */
  async endUnconfirmed(em: EntityManager, now: Date, atMost: number): Promise<number> {
    const rows: unknown[] = await em.query(
      `WITH late AS (
         SELECT id FROM registrations WHERE state = 'unconfirmed' AND confirm_by < $1
         ORDER BY confirm_by LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED),
       ended AS (
         UPDATE registrations r SET state = 'ended', ended_at = $1, version = version + 1, sealed = NULL, sealed_secret = NULL, contact_key = NULL,
           network_key = NULL
         FROM late WHERE r.id = late.id RETURNING r.id)
       SELECT id FROM ended`,
      [now, atMost],
    );
    return rows.length;
  }
}
