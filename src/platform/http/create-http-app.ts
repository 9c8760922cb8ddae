import type { DynamicModule, Type } from '@nestjs/common';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config';
import { type AppLogger, withLogContext } from '../logging';
import { InvalidRequest } from './invalid-request';
import { serveApiDescription } from './api-description';
import { createAdapter } from './fastify-adapter';
import { findErrorPages } from './error-pages';
import { ProblemFilter, routeOf } from './problem-filter';
import { acceptCsv } from './csv-body';
import { securityHeaders } from './security-headers';

/**
 * Builds the HTTP application, not yet listening, the same for production and tests: `app.inject(…)` works after
 * `await app.init()`.
 */
export async function createHttpApp(
  module: DynamicModule | Type,
  config: Config['http'],
  logger: AppLogger,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(config), {
    logger,
    abortOnError: false,
  });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter(logger, () => findErrorPages(app)));
  app.useSecurityHeaders(securityHeaders(config.publicUrl));
  app.enableCsrfProtection(config.port === 0 ? {} : { trustedOrigins: [new URL(config.publicUrl).origin] });
  acceptCsv(app);
  addRequestLog(app, logger);
  serveApiDescription(app, config.publicUrl);
  return app;
}

/**
 * Everything a DTO does not declare is refused, not dropped: a misspelled field must not pass for an omitted one.
 * Values are not converted (`"1"` is no number) except where a DTO says so.
 */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => InvalidRequest.from(errors),
  });
}

/** One line a request, at debug level: method, route pattern, status, duration. No address, no query, no sender. */
function addRequestLog(app: NestFastifyApplication, logger: AppLogger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => withLogContext({ request: request.id }, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime);
    logger.debug('request', { method: request.method, route: routeOf(request), status: reply.statusCode, ms });
    done();
  });
}
