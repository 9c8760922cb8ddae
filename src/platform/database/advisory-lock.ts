import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { clientConfig, type DatabaseConnection } from './connection';

/** Names become numbers in the server, so that locks of all processes and versions agree. */
const KEY = 'hashtextextended($1, 0)';

/**
 * Takes the lock `name` until the surrounding transaction ends, waiting while another holds it.
 * Use this inside a unit of work; it costs no extra session.
 */
export async function lockInTransaction(em: EntityManager, name: string): Promise<void> {
  await em.query(`SELECT pg_advisory_xact_lock(${KEY})`, [name]);
}

/**
 * Shares the lock `name` until the surrounding transaction ends: any number may share it, and `lockInTransaction` on the same
 * name waits until none does. Whoever asks to share it while that one waits comes after it.
 */
export async function shareLockInTransaction(em: EntityManager, name: string): Promise<void> {
  await em.query(`SELECT pg_advisory_xact_lock_shared(${KEY})`, [name]);
}

/** Like `lockInTransaction`, but does not wait. @returns whether the lock is ours now */
export async function tryLockInTransaction(em: EntityManager, name: string): Promise<boolean> {
  const rows: { locked: boolean }[] = await em.query(`SELECT pg_try_advisory_xact_lock(${KEY}) AS locked`, [name]);
  return rows[0]?.locked === true;
}

/**
 * Runs `work` while this process alone holds the lock `name`, waiting for it first. For work that spans transactions or
 * is none (migrations, schedulers). The lock sits on a session of its own, so waiting callers never empty a pool.
 * If that session breaks, the lock is gone: `signal` is aborted then, and `work` should stop at its next step.
 */
export async function withAdvisoryLock<T>(
  connection: DatabaseConnection,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const client = new Client(clientConfig(connection, `fairslot-lock ${name}`.slice(0, 63)));
  client.on('error', (error) => lost.abort(error));
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${KEY})`, [name]);
    return await work(lost.signal);
  } finally {
    // Ending the session releases the lock, also when the query above was the one that failed.
    await client.end();
  }
}
