import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { sqlState } from '../../platform/database';
import { CaseRegister } from '../identity';
import { INSERT_REGISTRATIONS, type NewRegistration, parametersOf } from './new-registration';
import { RegistrationError } from './registrations.errors';

/** Groups written at the same time: while one waits for the disk, the next is on its way. */
const GROUPS_AT_ONCE = 4;
/** As many are worth a commit of their own, which the database then writes while this process still reads the others. */
const ENOUGH_ROWS = 64;
/** Bounds one group's statement; what is beyond waits for the next. */
const MOST_ROWS = 256;
/** Beyond this many waiting the database is not slow but away: better refused at once than kept until memory runs out. */
const MOST_WAITING = 10_000;
/** SQLSTATE classes "data exception" and "integrity constraint violation": a row's fault, not the database's. */
const ROWS_FAULT = /^2[23]/;

interface Waiting {
  readonly row: NewRegistration;
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The way in on the day everybody comes. Requests that arrive while a group is being written are written together in the
 * next one: a commit costs the same for one row as for two hundred. Nobody waits for a timer; the first request of a
 * quiet moment goes at once.
 *
 * Commit point: the one INSERT statement. Before it nothing of the registration exists; after it registration, receipt
 * and letter do. A promise of `add` resolves only after the commit, so no receipt is handed out for a registration that
 * a crash could take back. Lost between commit and answer, a request sent again makes a second unconfirmed registration,
 * which ends by itself.
 */
@Injectable()
export class RegistrationIntake implements BeforeApplicationShutdown {
  private readonly waiting: Waiting[] = [];
  private readonly groups = new Set<Promise<void>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly register: CaseRegister,
  ) {}

  /**
   * Writes a registration, together with whichever others are waiting.
   * @throws RegistrationError `registration.unavailable` when the database did not take it; whether it did can be unknown
   */
  add(row: NewRegistration): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new RegistrationError('registration.unavailable'));
    return new Promise((written, failed) => {
      this.waiting.push({ row, written, failed });
      if (this.waiting.length >= ENOUGH_ROWS) this.writeNext();
      // Whatever else this turn of the event loop brings shall join.
      else setImmediate(() => this.writeNext());
    });
  }

  /** Writes one registration in the caller's transaction. */
  async addWithin(em: EntityManager, row: NewRegistration): Promise<void> {
    const checks = await this.register.check(em, [row]);
    await em.query(INSERT_REGISTRATIONS, parametersOf([row], checks));
  }

  /** A stopping process answers those who have asked before it lets the database go. */
  async beforeApplicationShutdown(): Promise<void> {
    while (this.waiting.length > 0 || this.groups.size > 0) {
      this.writeNext();
      await Promise.all(this.groups);
    }
  }

  private writeNext(): void {
    if (this.waiting.length === 0 || this.groups.size >= GROUPS_AT_ONCE) return;
    const group = this.writeGroup(this.waiting.splice(0, MOST_ROWS)).finally(() => {
      this.groups.delete(group);
      this.writeNext();
    });
    this.groups.add(group);
  }

  private async writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      await this.write(group.map(({ row }) => row));
      for (const { written } of group) written();
    } catch (error) {
      if (!ROWS_FAULT.test(sqlState(error) ?? '')) return refuseAll(group, error);
      // One row that the database refuses must not take the others with it.
      for (const alone of group) {
        await this.write([alone.row]).then(alone.written, alone.failed);
      }
    }
  }

  private async write(rows: readonly NewRegistration[]): Promise<void> {
    const session = this.dataSource.createQueryRunner();
    try {
      const client = (await session.connect()) as PreparingClient;
      const checks = await this.register.check(session.manager, rows);
      await client.query({ name: 'insert-registrations', text: INSERT_REGISTRATIONS, values: parametersOf(rows, checks) });
    } finally {
      await release(session);
    }
  }
}

/** The driver's own client: TypeORM has no way to name a statement so that the server prepares it once. */
interface PreparingClient {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<unknown>;
}

async function release(session: QueryRunner): Promise<void> {
  if (!session.isReleased) await session.release();
}

function refuseAll(group: readonly Waiting[], cause: unknown): void {
  for (const { failed } of group) failed(new RegistrationError('registration.unavailable', { cause }));
}
