import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;

/**
 * Waits until `condition` gives something truthy and returns it. The time limit is for a broken test to fail, not a
 * statement about speed; no test sleeps for a fixed time.
 * @throws Error with `what` (and the last error of `condition`) when the limit is reached
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  what = 'the condition',
  limitMs = 60_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const result = await condition();
      if (result) return result as NonNullable<Exclude<T, false>>;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`waited ${limitMs} ms in vain for ${what}`, { cause: last });
    await sleep(POLL_MS);
  }
}
