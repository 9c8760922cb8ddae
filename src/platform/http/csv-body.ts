import fastifyCookie from '@fastify/cookie';
import { ModuleRef } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from './domain-error';
import { UploadGuard, type UploadSender } from './upload-guard';

const CSV = 'text/csv';
/** Bytes of an uploaded table: a register of some 200,000 cases. */
export const MOST_UPLOADED = 32 * 1024 * 1024;
/** Only staff upload tables. Everybody else's bodies stay under the ordinary limit. */
const STAFF_ROUTES = '/api/staff/';

/**
 * Accepts bodies of type `text/csv` as text, on staff routes and from whom the {@link UploadGuard} lets in. A file in
 * another encoding than UTF-8 is refused as a whole: half of its names would be wrong, and nobody would notice before the
 * counter.
 */
export function acceptCsv(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Before the body is read: a stranger must not make us take 32 megabytes.
  fastify.addHook('onRequest', (request, reply, done) => {
    // The media type as Fastify chooses the parser by it: a reading of our own would leave a gap between the two.
    if (request.mediaType !== CSV) return done();
    const refuse = (): void => {
      // What the sender still sends has nobody to read it.
      void reply.header('connection', 'close');
      done(new DomainError('unauthenticated', 'staff.not-signed-in', 'Only staff upload tables.'));
    };
    if (!request.url.startsWith(STAFF_ROUTES)) return refuse();
    const { authorization, cookie = '' } = request.headers;
    // Read here: the plugin that reads cookies for everybody else comes after this.
    mayUpload(app, { authorization, cookies: fastifyCookie.parse(cookie) }).then((may) => (may ? done() : refuse()), done);
  });
  fastify.addContentTypeParser(CSV, { parseAs: 'buffer', bodyLimit: MOST_UPLOADED }, (_request, body, done) => {
    try {
      done(null, new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer));
    } catch {
      done(new DomainError('invalid', 'request.not-utf8', 'The file is not UTF-8.'));
    }
  });
}

/** Whether whoever sends this may send a large body. */
export async function mayUpload(app: NestFastifyApplication, sender: UploadSender): Promise<boolean> {
  return (await findUploadGuard(app)?.mayUpload(sender)) ?? false;
}

/** Looked for at each upload, because it does not exist yet when this hook is made. Null where there is no staff. */
function findUploadGuard(app: NestFastifyApplication): UploadGuard | null {
  // Not `app.get`: that logs as an error of ours what is the ordinary state of an application without staff.
  const container = app.get(ModuleRef);
  try {
    return container.get(UploadGuard, { strict: false });
  } catch {
    return null;
  }
}
