import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule, type Roles } from '../app.module';
import { VerifierPublication } from '../modules/pages';
import { parseConfig } from '../platform/config';
import { createHttpApp } from '../platform/http';
import { AppLogger } from '../platform/logging';
import { openRuntime, type Runtime } from '../platform/runtime';
import { untilAskedToStop } from './until-asked-to-stop';

/**
 * Runs the service until it is asked to stop, then takes it down in order: no new requests, running requests and jobs
 * finish, connections close, the embedded database last.
 * @param options.migrate whether this process brings the schema up to date first
 */
export async function serve(roles: Roles, options: { migrate: boolean }): Promise<void> {
  const config = parseConfig(process.env);
  const logger = AppLogger.create(config.logLevel);
  const stop = untilAskedToStop(logger);
  const runtime = await openRuntime(config, { ...options, logger, onDatabaseLost: () => stop.fail('the database is lost') });
  try {
    const app = await open(roles, runtime);
    await stop.asked;
    await app.close();
  } finally {
    await runtime.close();
  }
}

async function open(roles: Roles, runtime: Runtime): Promise<INestApplicationContext> {
  const { config, logger } = runtime;
  const module = AppModule.forRole(roles, runtime);
  if (!roles.web) {
    const context = await NestFactory.createApplicationContext(module, { logger, abortOnError: false });
    process.stdout.write('Fairslot worker is running\n');
    return context;
  }
  const app = await createHttpApp(module, config.http, logger);
  try {
    await app.init();
    await app.get(VerifierPublication, { strict: false }).publish();
    await app.listen({ host: config.http.host, port: config.http.port });
  } catch (error) {
    await app.close();
    throw error;
  }
  const address = config.http.port === 0 ? await app.getUrl() : config.http.publicUrl;
  process.stdout.write(`Fairslot is running at ${address}\n`);
  return app;
}
