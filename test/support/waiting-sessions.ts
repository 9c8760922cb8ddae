import { waitFor } from './wait-for';

/** Whoever holds locks: a transaction's entity manager, or a client. */
interface Holder {
  query(sql: string): Promise<unknown>;
}

type Ask = <T extends Record<string, unknown>>(sql: string, parameters: unknown[]) => Promise<T[]>;

/**
 * Waits until so many sessions stand behind the locks of one: directly, or behind somebody who does. What others wait for elsewhere counts for nothing.
 * @param ask on another session than the holder's
 */
export async function untilBehind(holder: Holder, count: number, ask: Ask): Promise<void> {
  const answer = (await holder.query('SELECT pg_backend_pid() AS pid')) as { pid: number }[] | { rows: { pid: number }[] };
  const [{ pid } = { pid: 0 }] = Array.isArray(answer) ? answer : answer.rows;
  await waitFor(async () => {
    const [row] = await ask<{ behind: number }>(
      `WITH RECURSIVE stands (pid) AS (
         SELECT $1::integer
         UNION SELECT other.pid FROM stands, pg_stat_activity other WHERE datname = current_database() AND stands.pid = ANY (pg_blocking_pids(other.pid)))
       SELECT count(*)::integer - 1 AS behind FROM stands`,
      [pid],
    );
    return row!.behind === count;
  }, `${count} sessions behind the locks of ${pid}`);
}
