import type { ArgumentMetadata, DynamicModule, Type } from '@nestjs/common';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config';
import { type AppLogger, withLogContext } from '../logging';
import { InvalidRequest } from './invalid-request';
import { findQuickAcceptance } from './quick-acceptance';
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
  return new QuickValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => InvalidRequest.from(errors),
  });
}

/** The ordinary pipe, and before it the quick way for bodies of DTOs that have one. */
class QuickValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const accepted = metadata.type === 'body' ? findQuickAcceptance(metadata.metatype)?.(value) : undefined;
    return accepted ? Promise.resolve(accepted) : super.transform(value, metadata);
  }
}

/**
 * One line a request, at debug level: method, route pattern, status, duration. No address, no query, no sender.
 *
 * Only a log that tells what happens within a request follows it there: Node 20 does so at every promise, which costs a
 * registration a tenth of its time. The lines written otherwise (here and in the ProblemFilter) name the request themselves.
 */
function addRequestLog(app: NestFastifyApplication, logger: AppLogger): void {
  if (!logger.isEnabled('debug')) return;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => withLogContext({ request: request.id }, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime);
    logger.debug('request', { method: request.method, route: routeOf(request), status: reply.statusCode, ms });
    done();
  });
}
