import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sqlState, translateDatabaseError } from './constraint-errors';

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** serialization_failure, deadlock_detected: the database asks to be tried again, and nothing has happened. */
const TRY_AGAIN = ['40001', '40P01'];
const MOST_TRIES = 5;

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
   * @throws DomainError where a violated constraint has a meaning (`mapConstraints`); otherwise whatever `work` throws
   */
  async run<T>(work: (em: EntityManager) => Promise<T>, isolation: Isolation = 'READ COMMITTED'): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.dataSource.transaction(isolation, work);
      } catch (error) {
        if (!TRY_AGAIN.includes(sqlState(error) ?? '') || tries === MOST_TRIES) throw translateDatabaseError(error);
        // Two that collided and wait equally long would collide again.
        await sleep(Math.random() * 10 * 2 ** tries);
      }
    }
  }
}
