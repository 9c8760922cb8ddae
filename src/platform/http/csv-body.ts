import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from './domain-error';

/** Bytes of an uploaded table: a register of some 200,000 cases. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Only staff upload tables. Everybody else's bodies stay under the ordinary limit. */
const STAFF_ROUTES = '/api/staff/';

/**
 * Accepts bodies of type `text/csv` on staff routes, as text. A file in another encoding than UTF-8 is refused as a whole: half of its names would be
 * wrong, and nobody would notice before the counter.
 */
export function acceptCsv(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isCsv = request.headers['content-type']?.startsWith('text/csv') === true;
    const mayUpload = request.url.startsWith(STAFF_ROUTES) && request.headers.authorization !== undefined;
    // Before the body is read: a stranger must not make us take 32 megabytes.
    done(isCsv && !mayUpload ? new DomainError('unauthenticated', 'staff.not-signed-in', 'Only staff upload tables.') : undefined);
  });
  fastify.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => {
    try {
      done(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer));
    } catch {
      done(new DomainError('invalid', 'request.not-utf8', 'The file is not UTF-8.'));
    }
  });
}
