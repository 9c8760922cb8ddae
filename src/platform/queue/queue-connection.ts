import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { createPostgresBackend, createRedisBackend, setDefaultBackendFactory } from 'bullmq';
import { clientConfig, type DatabaseConnection } from '../database/connection';
import { POOL_SIZES } from '../database/pool-sizes';
import { QUEUE_SCHEMA } from '../database/migrate';
import type { AppLogger } from '../logging';
import { describeRedisRisks } from './redis-risks';

/** The one connection all queues and workers of this process share. Opened before Nest boots, closed after it has closed. */
export interface QueueConnection {
  readonly kind: 'postgres' | 'redis';
  /** What BullMQ calls `connection`. */
  readonly connection: Pool | Redis;
  /** @throws Error when the backend does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens Redis when there is an address for it, otherwise the queue's schema in the database. */
export async function openQueueConnection(
  redisUrl: string | null,
  database: DatabaseConnection,
  logger: AppLogger,
): Promise<QueueConnection> {
  return redisUrl === null ? openPostgres(database, logger) : openRedis(redisUrl, logger);
}

function openPostgres(database: DatabaseConnection, logger: AppLogger): QueueConnection {
  // For what asks BullMQ itself for a backend (event readers, schedulers); our queues and workers say theirs.
  setDefaultBackendFactory(createPostgresBackend);
  const pool = new Pool({
    ...clientConfig(database, 'fairslot-queue'),
    options: `-c search_path=${QUEUE_SCHEMA}`,
    max: POOL_SIZES.queue,
  });
  pool.on('error', (error) => logger.warn('an idle connection of the queue broke', error));
  // Every queue and worker listens for the pool's errors.
  pool.setMaxListeners(0);
  return {
    kind: 'postgres',
    connection: pool,
    ping: async () => void (await pool.query('SELECT 1')),
    close: () => pool.end(),
  };
}

async function openRedis(url: string, logger: AppLogger): Promise<QueueConnection> {
  setDefaultBackendFactory(createRedisBackend);
  // BullMQ's blocking commands must wait for ever, also while Redis restarts.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  redis.on('error', (error: Error) => logger.warn('the connection to Redis is in trouble', error));
  await redis.connect();
  for (const risk of await describeRedisRisks(redis)) logger.error(`REDIS IS NOT SAFE FOR A QUEUE: ${risk}`);
  return {
    kind: 'redis',
    connection: redis,
    ping: async () => void (await redis.ping()),
    close: async () => void (await redis.quit().catch(() => redis.disconnect())),
  };
}
