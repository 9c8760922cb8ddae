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
import { acceptFormUploads } from './form-upload';
import { securityHeaders } from './security-headers';
import { UploadAdmission } from './upload-admission';

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
  const filter = new ProblemFilter(logger, () => findErrorPages(app));
  app.useGlobalFilters(filter);
  answerUnread(app, filter);
  app.useSecurityHeaders(securityHeaders(config.publicUrl));
  app.enableCsrfProtection(config.port === 0 ? {} : { trustedOrigins: [new URL(config.publicUrl).origin] });
  const admission = new UploadAdmission(app);
  acceptCsv(app, admission);
  acceptFormUploads(app, admission, config.bodyLimit);
  addRequestLog(app, logger);
  await serveApiDescription(app, config);
  return app;
}

/**
 * Errors of hooks and of bodies that can't be read. Nest would do this by itself, but after its routes are there, and a route goes by the handler that it
 * found: a plugin that is waited for on the way leaves it with Fastify's own, which speaks another language.
 */
function answerUnread(app: NestFastifyApplication, filter: ProblemFilter): void {
  const adapter = app.getHttpAdapter();
  const fastify = adapter.getInstance();
  fastify.setErrorHandler((error, request, reply) => filter.answer(error, request, reply));
  adapter.setErrorHandler = () => fastify;
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
