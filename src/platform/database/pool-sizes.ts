/**
 * Every PostgreSQL connection this service can open, in one place, because a pool that is too small hangs in silence and
 * a server with too few connections refuses.
 *
 * One process needs at most `application` + `queue` + one for each worker that listens + one for each advisory lock held.
 */
export const POOL_SIZES = {
  /** Requests and jobs: transactions of the application (TypeORM). */
  application: 20,
  /** BullMQ's short commands. Each worker and each event reader adds one for its LISTEN (see queue-connection). */
  queue: 6,
} as const;

/** Embedded server: room for one owner and several attached processes, tests and an operator's look inside. */
export const MAX_CONNECTIONS = 150;
