import type { DefaultJobOptions, WorkerOptions } from 'bullmq';

/**
 * Jobs repeat what the database already asks for, so they may be tried often and forgotten soon. Ages in seconds; by age
 * and not by count, which is several times slower on PostgreSQL.
 */
export const JOB_DEFAULTS: DefaultJobOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.5 },
  removeOnComplete: { age: 3600 },
  removeOnFail: { age: 7 * 86_400 },
  stackTraceLimit: 0,
};

/**
 * @param lockSeconds how long a worker that is not heard of keeps its job (`QUEUE_LOCK_SECONDS`). Looked for twice in that time, so the job of a
 *   killed worker is taken up again after one and a half times as long at the latest
 */
export function workerDefaults(lockSeconds: number): Partial<WorkerOptions> {
  return {
    lockDuration: lockSeconds * 1000,
    stalledInterval: lockSeconds * 500,
    // A worker may die of the machine and not of the job: three chances, then the sweep's retry.
    maxStalledCount: 3,
    concurrency: 1,
  };
}
