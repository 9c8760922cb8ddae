import { type Clock, SystemClock } from './clock';
import { type Config, type Keys, readKeys } from './config';
import { assertMigrated, assertServerVersion, type DatabaseConnection, isConfined, migrate, SERVICE_ROLE } from './database';
import { startEmbeddedPostgres } from './embedded';
import { openInstallationKeys } from './installation';
import { AppLogger } from './logging';
import { openQueueConnection, type QueueConnection } from './queue';

/** What a process opens before the application is built, and closes after the application is closed. */
export interface Runtime {
  readonly config: Config;
  readonly keys: Keys;
  readonly logger: AppLogger;
  readonly clock: Clock;
  readonly database: DatabaseConnection;
  readonly queue: QueueConnection;
  /** The queue's connection first, the embedded database last. Call it after `app.close()`, once. */
  close(): Promise<void>;
}

interface RuntimeOptions {
  /** true: bring the schema up to date; false: refuse to start when it is not. */
  readonly migrate: boolean;
  readonly logger?: AppLogger;
  readonly clock?: Clock;
  /** Called when the embedded database is gone for good. */
  readonly onDatabaseLost?: () => void;
}

/**
 * Opens database, keys and queue, in this order: only the database can tell whether fresh keys may be made. When one
 * fails, those before it are closed again.
 * @throws Error in words for an operator
 */
export async function openRuntime(config: Config, options: RuntimeOptions): Promise<Runtime> {
  const logger = options.logger ?? AppLogger.create(config.logLevel);
  logger.info('keeping data', { folder: config.dataFolder });
  // No database is started, let alone migrated, for a key file that is of no use.
  readKeys(config.keysFile);
  const { database, owner, stop } = await openDatabase(config, logger, options.onDatabaseLost);
  try {
    // As whoever may sign in: before the first migration the service may not.
    await assertServerVersion(options.migrate ? owner : database);
    if (options.migrate) {
      const done = await migrate(owner, {
        queueOnPostgres: config.redisUrl === null,
        onNoRoles: () => logger.warn(`there is no role ${SERVICE_ROLE}, and this account may not create it: see docs/operations`),
      });
      if (done.length > 0) logger.info('the database schema was brought up to date', { migrations: done.length });
    } else {
      await assertMigrated(database);
    }
    if (!(await isConfined(database)))
      logger.warn('the service signs in as the owner of its tables and could change the past: see docs/operations');
    const keys = await openInstallationKeys(config, database);
    const queue = await openQueueConnection(config.redisUrl, database, logger);
    const clock = options.clock ?? new SystemClock();
    const close = async (): Promise<void> => {
      await queue.close();
      await stop();
    };
    return { config, keys, logger, clock, database, queue, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabase(
  config: Config,
  logger: AppLogger,
  onLost: (() => void) | undefined,
): Promise<{ database: DatabaseConnection; owner: DatabaseConnection; stop: () => Promise<void> }> {
  if (config.databaseUrl !== null) {
    const owner = { connectionString: config.migrationDatabaseUrl ?? config.databaseUrl };
    return { database: { connectionString: config.databaseUrl }, owner, stop: () => Promise.resolve() };
  }
  const embedded = await startEmbeddedPostgres({
    dataFolder: config.dataFolder,
    log: (level, message) => logger[level](message),
    onLost,
  });
  return { database: embedded.connections.service, owner: embedded.connections.owner, stop: () => embedded.stop() };
}
