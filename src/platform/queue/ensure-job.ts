import { ErrorCode, type Job, type Queue } from 'bullmq';

/** What a job may carry: identifiers. The facts are in the database, which the job reads when it runs. */
type JobIds = Readonly<Record<string, string>>;

const ID = /^[A-Za-z0-9_.:-]{1,100}$/;
const STILL_COMING = ['waiting', 'delayed', 'active', 'prioritized', 'waiting-children'];

/**
 * Makes sure that a job for something that is still to be done is on its way. The sweep calls this for everything the
 * database says is due, however often it likes:
 * - missing (never added, lost, or removed by age): added, to run at `runAt`
 * - waiting, delayed or running: left alone
 * - failed for good, or completed although the database still asks for it: started again, at `runAt`, with fresh attempts
 *
 * Safe when several callers do it at once for the same job: adding an id that exists does nothing, and of two retries one
 * wins. Not part of any transaction: call it after the commit.
 * @param jobId the same for the same piece of work (`draw-<uuid>`); no colon, not only digits
 * @param runAt null: at once
 * @returns whether this call changed anything
 */
export async function ensureJob(
  queue: Queue,
  jobId: string,
  name: string,
  ids: JobIds,
  runAt: Date | null = null,
  now: Date = new Date(),
): Promise<boolean> {
  for (const [key, id] of Object.entries(ids)) if (!ID.test(id)) throw new Error(`job ${name}: "${key}" is not an id`);
  const delay = runAt ? Math.max(0, runAt.getTime() - now.getTime()) : 0;
  const job: Job | undefined = await queue.getJob(jobId);
  if (!job) {
    await queue.add(name, ids, { jobId, delay });
    return true;
  }
  const state = await job.getState();
  if (state !== 'failed' && state !== 'completed') {
    if (STILL_COMING.includes(state)) return false;
    // Removed between the two questions: now it is missing.
    return ensureJob(queue, jobId, name, ids, runAt, now);
  }
  if (delay > 0) {
    // A retry would run at once. Two callers may both remove: both then add, and one add counts.
    await queue.remove(jobId);
    await queue.add(name, ids, { jobId, delay });
    return true;
  }
  try {
    await job.retry(state, { resetAttemptsMade: true, resetAttemptsStarted: true });
    return true;
  } catch (error) {
    const { code } = error as { code?: unknown };
    // Somebody else started it since we looked; what became of it is theirs.
    if (code === ErrorCode.JobNotInState) return false;
    if (code === ErrorCode.JobNotExist) return ensureJob(queue, jobId, name, ids, runAt, now);
    throw error;
  }
}
