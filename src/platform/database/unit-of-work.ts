import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DomainError } from '../http/domain-error';
import { sqlState, translateDatabaseError } from './constraint-errors';

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** serialization_failure, deadlock_detected: the database asks to be tried again, and nothing has happened. */
const TRY_AGAIN = ['40001', '40P01'];
const MOST_TRIES = 5;

/**
 * A refusal that leaves a mark: thrown out of a unit of work, everything written before it commits, and the caller gets `refusal`. For
 * counting what was tried and refused. Throw it before anything else is written.
 */
export class CommittedRefusal extends Error {
  constructor(readonly refusal: DomainError) {
    super(refusal.message);
  }
}

/**
 * One business action, one transaction. Everything `work` writes through the manager it is given commits together when
 * its promise resolves, or not at all when it rejects.
 */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction. When the database reports a serialization failure or a deadlock, the WHOLE work is run
   * again, at most five times: it must have no effect but through its manager (no mail, no queue, no changed variable).
   * Only a {@link CommittedRefusal} commits and rejects.
   * @throws DomainError where a violated constraint has a meaning (`mapConstraints`); otherwise whatever `work` throws
   */
  async run<T>(work: (em: EntityManager) => Promise<T>, isolation: Isolation = 'READ COMMITTED'): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        const outcome = await this.dataSource.transaction(isolation, (em) => work(em).catch(keepMark));
        if (outcome instanceof CommittedRefusal) throw outcome.refusal;
        return outcome;
      } catch (error) {
        if (!TRY_AGAIN.includes(sqlState(error) ?? '') || tries === MOST_TRIES) throw translateDatabaseError(error);
        // Two that collided and wait equally long would collide again.
        await sleep(Math.random() * 10 * 2 ** tries);
      }
    }
  }
}

function keepMark(error: unknown): CommittedRefusal {
  if (error instanceof CommittedRefusal) return error;
  throw error;
}
