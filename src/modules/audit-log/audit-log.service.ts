import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { lockInTransaction } from '../../platform/database';
import { formatLogEntry, subjectOf, type LogEntry } from './log-entry';

/** Writes entries. Their place in the tree, and the signature over it, come a moment later from the {@link Sequencer}. */
@Injectable()
export class AuditLogService {
  constructor(private readonly clock: Clock) {}

  /**
   * Appends an entry inside the caller's transaction, so that a change and its entry commit together or not at all.
   *
   * Entries of one transaction keep their order in the tree. Between transactions the order is that of sequencing; an entry that
   * was committed before another was written always comes first.
   *
   * @returns the entry's id (not its place in the tree)
   */
  async append(em: EntityManager, entry: LogEntry): Promise<string> {
    const [id] = await this.appendAll(em, [entry]);
    return id!;
  }

  /**
   * As {@link append}, unless there is an entry of this type about this subject already. Whoever does it at the same time waits.
   * @returns whether it was written now
   */
  async appendOnce(em: EntityManager, entry: LogEntry): Promise<boolean> {
    const [type, subject] = [entry.type, subjectOf(entry)];
    await lockInTransaction(em, `log ${type} ${subject}`);
    const known: unknown[] = await em.query(`SELECT FROM log_entries WHERE subject = $1 AND type = $2 LIMIT 1`, [subject, type]);
    if (known.length > 0) return false;
    await this.append(em, entry);
    return true;
  }

  /** As {@link append}, for many entries in one statement: offers of a draw, a close-out. */
  async appendAll(em: EntityManager, entries: readonly LogEntry[]): Promise<string[]> {
    if (entries.length === 0) return [];
    const at = this.clock.seconds();
    const rows: { id: string }[] = await em.query(
      `INSERT INTO log_entries (type, subject, body)
       SELECT type, subject, body FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS entry (type, subject, body, place)
       ORDER BY place RETURNING id`,
      [entries.map((entry) => entry.type), entries.map(subjectOf), entries.map((entry) => formatLogEntry(entry, at))],
    );
    return rows.map((row) => row.id);
  }
}
