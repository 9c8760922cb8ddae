import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from './domain-error';
import { MOST_UPLOADED, type UploadAdmission } from './upload-admission';

export const CSV = 'text/csv';
/** Only staff upload tables. Everybody else's bodies stay under the ordinary limit. */
const STAFF_ROUTES = '/api/staff/';

/**
 * Accepts bodies of type `text/csv` as text, on staff routes and from whom the {@link UploadAdmission} lets in. A file in
 * another encoding than UTF-8 is refused as a whole: half of its names would be wrong, and nobody would notice before the
 * counter.
 */
export function acceptCsv(app: NestFastifyApplication, admission: UploadAdmission): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Before the body is read: a stranger must not make us take 32 megabytes.
  fastify.addHook('onRequest', (request, reply, done) => {
    // The media type as Fastify chooses the parser by it: a reading of our own would leave a gap between the two.
    if (request.mediaType !== CSV) return done();
    if (!request.url.startsWith(STAFF_ROUTES)) return done(admission.refuse(reply));
    admission.admit(request, reply).then(() => done(), done);
  });
  fastify.addContentTypeParser(CSV, { parseAs: 'buffer', bodyLimit: MOST_UPLOADED }, (_request, body, done) => {
    try {
      done(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer));
    } catch {
      done(new DomainError('invalid', 'request.not-utf8', 'The file is not UTF-8.'));
    }
  });
}
