import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { Clock } from '../../../platform/clock';
import { CONFIG, type Config } from '../../../platform/config';
import { Envelope, KeyedHash, randomToken, sha256 } from '../../../platform/crypto';
import { UnitOfWork } from '../../../platform/database';
import type { StaffMember, StaffRole } from '../staff-member';
import { StaffPersonRow, StaffSessionRow } from './staff-session.entities';

/** What the identity provider has said about somebody, checked. */
export interface SignedIn {
  readonly issuer: string;
  /** What the provider calls the person behind the account. */
  readonly person: string;
  readonly roles: readonly StaffRole[];
  /** null: all offices. */
  readonly offices: readonly string[] | null;
  readonly displayName: string;
  readonly idToken: string;
}

/** Somebody who is signed in, as administrators see them: no name, and nothing of what they do. */
export interface LiveMember {
  /** Pseudonym. */
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly sessions: number;
  /** When one of their sessions was last used, to the minute. */
  readonly seenAt: Date;
}

/** Seconds between two notes of when a session was last used: writing at every request would cost more than it tells. */
const SEEN_EVERY = 60;
/** Seconds that a session's row is kept. */
const KEPT_SECONDS = 30 * 86400;
const NAME_PLACE = 'staff_sessions.sealed_name';
const ID_TOKEN_PLACE = 'staff_sessions.sealed_id_token';

/**
 * Sessions of staff: an opaque id in a cookie, a row in the database. They end when unused for the configured time, after the
 * absolute time, at logout, and when an administrator ends them; in every process at once, because every request asks the row.
 */
@Injectable()
export class StaffSessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly envelope: Envelope,
    private readonly hash: KeyedHash,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Begins a session. @returns the cookie's value, known to nobody else from now on */
  async start(person: SignedIn): Promise<string> {
    const token = randomToken(32);
    const now = this.clock.now();
    const personKey = this.hash.digest('staff-person', JSON.stringify([person.issuer, person.person]));
    await this.unitOfWork.run(async (em) => {
      // Sessions tell who worked when: they are kept for a month, and go when somebody signs in.
      await em.delete(StaffSessionRow, { startedAt: LessThan(new Date(now.getTime() - KEPT_SECONDS * 1000)) });
      // Looked for first: an insert that is ignored would use up a number all the same.
      if (!(await em.existsBy(StaffPersonRow, { personKey }))) {
        await em.createQueryBuilder().insert().into(StaffPersonRow).values({ personKey, firstSeenAt: now }).orIgnore().execute();
      }
      await em.insert(StaffSessionRow, {
        tokenSha256: sha256(token),
        personKey,
        roles: [...person.roles],
        offices: person.offices && [...person.offices],
        sealedName: this.envelope.seal(person.displayName, NAME_PLACE),
        sealedIdToken: this.envelope.seal(person.idToken, ID_TOKEN_PLACE),
        startedAt: now,
        seenAt: now,
        endedAt: null,
        endedBy: null,
      });
    });
    return token;
  }

  /** Who a cookie's value speaks for; null for an unknown, ended or outlived session. */
  async find(token: string): Promise<StaffMember | null> {
    const row = await this.findLive(this.dataSource.manager, token);
    if (row === null) return null;
    await this.noteSeen(row);
    const person = await this.dataSource.manager.findOneByOrFail(StaffPersonRow, { personKey: row.personKey });
    return {
      name: pseudonymOf(person),
      person: row.personKey.toString('hex'),
      roles: row.roles as StaffRole[],
      offices: row.offices,
      displayName: this.envelope.openText(row.sealedName, NAME_PLACE),
    };
  }

  /** Ends the session of a cookie. @returns the id token for the provider's logout, null when there was no live session */
  async end(token: string): Promise<string | null> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.findLive(em, token);
      if (row === null) return null;
      const person = await em.findOneByOrFail(StaffPersonRow, { personKey: row.personKey });
      await em.update(StaffSessionRow, { tokenSha256: row.tokenSha256 }, { endedAt: this.clock.now(), endedBy: pseudonymOf(person) });
      return this.envelope.openText(row.sealedIdToken, ID_TOKEN_PLACE);
    });
  }

  /** Everybody who is signed in, in the order of their first logins. */
  async listLive(): Promise<LiveMember[]> {
    const { idleSeconds, longestSeconds } = this.config.staffSessions;
    const before = (seconds: number): Date => new Date(this.clock.milliseconds() - seconds * 1000);
    const rows: { number: number; roles: StaffRole[]; sessions: number; seenAt: Date }[] = await this.dataSource.query(
      `SELECT person.number, array_agg(DISTINCT role) AS roles, count(DISTINCT token_sha256)::integer AS sessions, max(seen_at) AS "seenAt"
       FROM staff_sessions JOIN staff_people person USING (person_key), unnest(roles) AS role
       WHERE ended_at IS NULL AND seen_at >= $1 AND started_at >= $2 GROUP BY person.number ORDER BY person.number`,
      [before(idleSeconds), before(longestSeconds)],
    );
    return rows.map(({ number, ...member }) => ({ name: `staff-${number}`, ...member }));
  }

  /** Ends every session of one person at once. @param name their pseudonym @returns how many there were */
  async endAllOf(name: string, by: StaffMember): Promise<number> {
    const number = Number(/^staff-(\d{1,9})$/.exec(name)?.[1] ?? -1);
    return this.unitOfWork.run(async (em) => {
      const rows: unknown[] = await em.query(
        `UPDATE staff_sessions SET ended_at = $2, ended_by = $3
         WHERE ended_at IS NULL AND person_key = (SELECT person_key FROM staff_people WHERE number = $1) RETURNING 1`,
        [number, this.clock.now(), by.name],
      );
      return (rows[0] as unknown[]).length;
    });
  }

  private async findLive(em: EntityManager, token: string): Promise<StaffSessionRow | null> {
    const row = await em.findOneBy(StaffSessionRow, { tokenSha256: sha256(token) });
    if (row === null || row.endedAt !== null) return null;
    const { idleSeconds, longestSeconds } = this.config.staffSessions;
    const now = this.clock.milliseconds();
    const isOver = now - row.seenAt.getTime() > idleSeconds * 1000 || now - row.startedAt.getTime() > longestSeconds * 1000;
    return isOver ? null : row;
  }

  private async noteSeen(row: StaffSessionRow): Promise<void> {
    if (this.clock.milliseconds() - row.seenAt.getTime() < SEEN_EVERY * 1000) return;
    await this.unitOfWork.run((em) => em.update(StaffSessionRow, { tokenSha256: row.tokenSha256 }, { seenAt: this.clock.now() }));
  }
}

function pseudonymOf({ number }: StaffPersonRow): string {
  return `staff-${number}`;
}
