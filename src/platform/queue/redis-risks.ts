import type { Redis } from 'ioredis';

/**
 * Settings of a Redis server under which a queue silently loses jobs, as sentences for an operator. Nothing is lost for
 * good (the sweep puts jobs back from the database), but late is bad enough to be said loudly.
 */
export async function describeRedisRisks(redis: Redis): Promise<string[]> {
  const policy = await setting(redis, 'maxmemory-policy');
  const appendOnly = await setting(redis, 'appendonly');
  const risks: string[] = [];
  if (policy === null || appendOnly === null) {
    risks.push('its settings can not be read (CONFIG is forbidden); make sure of maxmemory-policy noeviction and appendonly yes');
  }
  if (policy !== null && policy !== 'noeviction') {
    risks.push(`maxmemory-policy is ${policy}: under memory pressure it deletes jobs. Set it to noeviction`);
  }
  if (appendOnly !== null && appendOnly !== 'yes') {
    risks.push('appendonly is off: after a crash the newest jobs are missing. Set it to yes');
  }
  return risks;
}

async function setting(redis: Redis, name: string): Promise<string | null> {
  try {
    const answer = await redis.config('GET', name);
    return answer[1] ?? null;
  } catch {
    return null;
  }
}
