import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Roles } from '../../src/app.module';
import { type Clock, SystemClock } from '../../src/platform/clock';
import { openKeys, parseConfig } from '../../src/platform/config';
import type { Runtime } from '../../src/platform/runtime';
import { createTemporaryFolder, removeFolder } from './temporary-folder';
import { startTestDatabase, type TestDatabase } from './test-database';
import { createTestLogger, type TestLogger } from './test-logger';

export interface TestAppOptions {
  /** Default: web only, so that nothing happens in the background. */
  readonly roles?: Roles;
  readonly clock?: Clock;
  /** Further environment variables, as an operator would set them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** Default: a fresh one, which `stop` drops. */
  readonly database?: TestDatabase;
  /** Default: the whole application for `roles`. */
  readonly module?: (runtime: Runtime) => DynamicModule;
}

/** The whole application as `start` runs it, on a database of its own, not listening: use `app.inject`. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly runtime: Runtime;
  readonly database: TestDatabase;
  readonly log: TestLogger;
  stop(): Promise<void>;
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const closers: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const folder = createTemporaryFolder('app');
    closers.push(() => removeFolder(folder));
    const database = options.database ?? (await startTestDatabase());
    if (!options.database) closers.push(() => database.stop());
    const log = createTestLogger();
    const runtime = await openTestRuntime(database, folder, log, options);
    closers.push(() => runtime.close());
    const { createHttpApp } = await import('../../src/platform/http/index.js');
    const compose = options.module ?? (await wholeApplication(options.roles ?? { web: true, worker: false }));
    const app = await createHttpApp(compose(runtime), runtime.config.http, log.logger);
    closers.push(() => app.close());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return { app, runtime, database, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Loaded, like the web server, only where it is wanted: most tests import this folder and need neither. */
async function wholeApplication(roles: Roles): Promise<(runtime: Runtime) => DynamicModule> {
  const { AppModule } = await import('../../src/app.module.js');
  return (runtime) => AppModule.forRole(roles, runtime);
}

async function openTestRuntime(database: TestDatabase, folder: string, log: TestLogger, options: TestAppOptions): Promise<Runtime> {
  const redis = options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl };
  const environment = { FAIRSLOT_DATA: folder, PORT: '0', BEACON: 'practice', ...redis, ...options.environment };
  const config = parseConfig(environment);
  const { openQueueConnection } = await import('../../src/platform/queue/index.js');
  const queue = await openQueueConnection(config.redisUrl, database.connection, log.logger);
  return {
    config,
    keys: openKeys(config.keysFile),
    logger: log.logger,
    clock: options.clock ?? new SystemClock(),
    database: database.connection,
    queue,
    close: () => queue.close(),
  };
}
