import { Logger } from '@nestjs/common';
import {
  createPostgresBackend,
  createRedisBackend,
  isPgPool,
  type Job,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import type { Pool } from 'pg';
import { withLogContext } from '../logging';
import { workerDefaults } from './job-options';

const logger = new Logger('Queue');
const openWorkers = new WeakMap<object, Set<AppWorker>>();
/** Nest makes workers itself, and knows nothing of theirs but the connection: so what holds for all of one process hangs on that. */
const lockSeconds = new WeakMap<object, number>();
/** For workers made without Nest. */
const LOCK_SECONDS = 15;

/** Workers that use `connection` from now on keep a job for so long without being heard of. */
export function setLockSeconds(connection: object, seconds: number): void {
  lockSeconds.set(connection, seconds);
}

/** The workers of this process that use `connection` and have not been closed. */
export function workersOn(connection: object): AppWorker[] {
  return [...(openWorkers.get(connection) ?? [])];
}

/** The backend follows from the connection, so that one process can have both (tests do). */
function backendFor(connection: unknown): never {
  return (isPgPool(connection) ? createPostgresBackend : createRedisBackend) as never;
}

/** BullMQ's Queue on our backend; its errors are logged instead of ending the process. */
export class AppQueue extends Queue {
  constructor(name: string, options: QueueOptions) {
    super(name, options, backendFor(options.connection));
    this.on('error', (error) => logger.warn(`queue ${name}: ${error.name}`, { queue: name }, error));
  }
}

/** BullMQ's Worker on our backend, with our defaults; every line logged by a job carries the job's id. */
export class AppWorker extends Worker {
  constructor(name: string, processor: Processor, options: WorkerOptions) {
    const { connection } = options as { connection: object };
    // A worker keeps one of the pool's clients for its LISTEN: without a place of its own, enough workers would leave
    // none for commands and everything would hang without a word.
    if (isPgPool(connection)) (connection as unknown as Pool).options.max += 1;
    const run: Processor = (job, token, signal) => withLogContext({ job: `${name}/${job.id}` }, () => processor(job, token, signal));
    super(
      name,
      run,
      { ...workerDefaults(lockSeconds.get(connection) ?? LOCK_SECONDS), ...withoutUndefined(options) },
      backendFor(connection),
    );
    const workers = openWorkers.get(connection) ?? new Set();
    openWorkers.set(connection, workers.add(this));
    this.on('closed', () => workers.delete(this));
    this.on('error', (error) => logger.warn(`worker of ${name}: ${error.name}`, { queue: name }, error));
    this.on('failed', (job, error) => this.logFailure(job, error));
    this.on('stalled', (id) => logger.warn('a worker lost a job, which starts again', { queue: name, job: id }));
  }

  private logFailure(job: Job | undefined, error: Error): void {
    const attempts = job?.attemptsMade ?? 0;
    const final = attempts >= (job?.opts.attempts ?? 1);
    const facts = { queue: this.name, job: job?.id, attempts };
    if (final) logger.error('a job failed for the last time', facts, error);
    else logger.warn('a job failed and will be tried again', facts, error);
  }
}

/** @nestjs/bullmq passes options it does not have as undefined, which would hide our defaults. */
function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
