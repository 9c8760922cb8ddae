import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { mayUpload, MOST_UPLOADED } from './csv-body';
import { DomainError } from './domain-error';

const FORM = 'multipart/form-data';
/** The office's pages; nobody else sends files. */
const STAFF_PAGES = /^\/[a-z-]{2,9}\/staff\//;

/**
 * Accepts forms with files on the office's pages, from whoever is signed in there. What arrives is an object of texts: a file is its content in UTF-8, and one
 * in another encoding is refused as a whole. A field that comes several times is a list.
 */
export function acceptFormUploads(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Before the body is read, and after the cookies: a stranger must not make us take 32 megabytes.
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    if (request.mediaType !== FORM) return done(null, payload);
    const refuse = (): void => {
      void reply.header('connection', 'close');
      done(new DomainError('unauthenticated', 'staff.not-signed-in', 'Only staff upload files.'));
    };
    if (!STAFF_PAGES.test(request.url)) return refuse();
    const { cookies } = request as FastifyRequest & { cookies?: Record<string, string | undefined> };
    mayUpload(app, { cookies }).then((may) => (may ? done(null, payload) : refuse()), done);
  });
  fastify.addContentTypeParser(FORM, { parseAs: 'buffer', bodyLimit: MOST_UPLOADED }, (request, body, done) => {
    readForm(request.headers['content-type']!, body as Buffer).then((fields) => done(null, fields), done);
  });
}

/** Node reads such forms by itself. @throws DomainError `request.malformed`, `request.not-utf8` */
async function readForm(contentType: string, body: Buffer): Promise<Record<string, string | string[]>> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch (cause) {
    throw new DomainError('invalid', 'request.malformed', 'The form can not be read.', { cause });
  }
  const fields = new Map<string, string[]>();
  for (const [name, value] of form.entries()) {
    const text = typeof value === 'string' ? value : decode(await value.arrayBuffer());
    fields.set(name, [...(fields.get(name) ?? []), text]);
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('invalid', 'request.not-utf8', 'The file is not UTF-8.');
  }
}
