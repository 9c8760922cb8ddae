import type { DataSource, EntityManager } from 'typeorm';
import { type Isolation, UnitOfWork } from '../../src/platform/database';

/** How the process dies at a write: `before` its commit (it has not happened), or `after` (it has, and nobody was told). */
export type FaultKind = 'before' | 'after';

/** Thrown where a process would have died. Nobody in the product catches it. */
export class ProcessDied extends Error {}

/** Counts durable writes, and lets the process die at one of them, once. */
export class Faults {
  /** Durable writes so far, the one that failed included. */
  writes = 0;
  died = false;
  private fatal: { at: number; kind: FaultKind } | null = null;

  /** Forgets everything, and lets the process die at the `at`-th write from now. */
  arm(fatal: { at: number; kind: FaultKind } | null): void {
    Object.assign(this, { writes: 0, died: false, fatal });
  }

  readonly unitOfWork = (dataSource: DataSource): UnitOfWork => new FaultyUnitOfWork(dataSource, this);

  isFatal(kind: FaultKind): boolean {
    if (this.died || this.fatal?.at !== this.writes || this.fatal.kind !== kind) return false;
    return (this.died = true);
  }
}

/** The door of all durable writes in a draw's life, with the real one behind it (docs/adr/0006). */
class FaultyUnitOfWork extends UnitOfWork {
  constructor(
    dataSource: DataSource,
    private readonly faults: Faults,
  ) {
    super(dataSource);
  }

  override async run<T>(work: (em: EntityManager) => Promise<T>, isolation?: Isolation): Promise<T> {
    let wrote = false;
    const result = await super.run(async (em) => {
      const done = await work(em);
      wrote = await hasWritten(em);
      if (wrote) this.faults.writes++;
      if (wrote && this.faults.isFatal('before')) throw new ProcessDied();
      return done;
    }, isolation);
    if (wrote && this.faults.isFatal('after')) throw new ProcessDied();
    return result;
  }
}

/** PostgreSQL numbers a transaction when it first writes (or locks a row, which is a write too). */
async function hasWritten(em: EntityManager): Promise<boolean> {
  const [row]: { wrote: boolean }[] = await em.query('SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS wrote');
  return row!.wrote;
}
