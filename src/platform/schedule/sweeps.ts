import { type BeforeApplicationShutdown, Global, Injectable, Module } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { tryLockInTransaction } from '../database';
import { AppLogger } from '../logging';

/**
 * Work that is looked for again and again, because a queue may forget and a process may die.
 *
 * Every process may start the same sweep: an advisory lock lets one of them work while the others skip that turn. A turn never
 * overlaps the one before it, an error is logged and the next turn comes all the same, and a stopping process lets the current
 * turn finish before its connections go.
 */
@Injectable()
export class Sweeps implements BeforeApplicationShutdown {
  private readonly running = new Map<string, Promise<void>>();
  private stopping = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: SchedulerRegistry,
    private readonly logger: AppLogger,
  ) {}

  /**
   * Starts a sweep, its first turn at once.
   * @param everyMs milliseconds from the start of one turn to the start of the next
   */
  start(name: string, everyMs: number, work: () => Promise<unknown>): void {
    const turn = () => void this.turn(name, work);
    this.registry.addInterval(name, setInterval(turn, everyMs));
    turn();
  }

  /** One turn now, unless one is running or another process has the lock. For tests and for those who can't wait. */
  async turn(name: string, work: () => Promise<unknown>): Promise<void> {
    if (this.stopping || this.running.has(name)) return this.running.get(name);
    const running = this.locked(name, work)
      .catch((error: unknown) => this.logger.error(`sweep ${name} failed`, error))
      .finally(() => this.running.delete(name));
    this.running.set(name, running);
    return running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const name of this.registry.getIntervals()) this.registry.deleteInterval(name);
    await Promise.all(this.running.values());
  }

  private async locked(name: string, work: () => Promise<unknown>): Promise<void> {
    await this.dataSource.transaction(async (em) => {
      if (await tryLockInTransaction(em, `sweep ${name}`)) await work();
    });
  }
}

@Global()
@Module({ imports: [ScheduleModule.forRoot()], providers: [Sweeps], exports: [Sweeps] })
export class SweepsModule {}
