import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { lockInTransaction, shareLockInTransaction } from '../../platform/database';

/**
 * Lets registrations into a service's draws one side at a time: those who begin to stand pass together, a freeze passes alone.
 *
 * Into a draw go the registrations confirmed by closing (docs/spec: record). Without the gate a confirmation could take its time before
 * closing, commit after a freeze has read, and be told a moment that the frozen entries deny. With it whatever was let in before the freeze has
 * been committed when the freeze reads, and whatever comes after gets a moment after it.
 */
@Injectable()
export class EntryGate {
  constructor(private readonly clock: Clock) {}

  /**
   * Passes for the rest of the caller's transaction, after any freeze of the service that is under way. Call it before anything is written.
   * @returns the moment that counts as the confirmation's. Later than the closing of every window whose main draw is frozen, whatever this
   *   machine's clock says: a slow one must not promise a place in a draw that is decided.
   */
  async enter(em: EntityManager, serviceId: string): Promise<Date> {
    await shareLockInTransaction(em, nameOf(serviceId));
    const now = this.clock.now();
    // Draws belong to a module further right; asking there would turn the order of modules around for one question.
    const [row]: { frozenAt: Date | null }[] = await em.query(
      `SELECT max(draws.frozen_at) AS "frozenAt" FROM draws JOIN windows ON windows.id = draws.window_id
       WHERE windows.service_id = $1 AND windows.closes_at >= $2 AND draws.number = 0`,
      [serviceId, now],
    );
    const frozenAt = row?.frozenAt ?? null;
    return frozenAt === null ? now : new Date(Math.max(now.getTime(), frozenAt.getTime() + 1));
  }

  /** Waits for all who are passing, and keeps everybody else waiting until the caller's transaction ends: for a freeze. */
  async close(em: EntityManager, serviceId: string): Promise<void> {
    await lockInTransaction(em, nameOf(serviceId));
  }
}

function nameOf(serviceId: string): string {
  return `entries ${serviceId}`;
}
