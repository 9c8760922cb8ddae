import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from './domain-error';
import { MOST_UPLOADED, type UploadAdmission } from './upload-admission';

const FORM = 'multipart/form-data';
/** The office's pages; nobody else sends files. */
const STAFF_PAGES = /^\/(?!api\/)[a-z-]{2,9}\/staff\//;
/** As browsers write it, and what RFC 2046 allows without doubt. */
const BOUNDARY = /;\s*boundary=(?:"([\w'()+,./:=?-]{1,70})"|([\w'+.-]{1,70}))\s*(?:;|$)/i;
/** Far more than any form of ours has. Each part costs objects of its own, and 32 megabytes have room for half a million of empty ones. */
const MOST_PARTS = 200;
const LONGEST_NAME = 200;

/**
 * Accepts forms with files on the office's pages, from whoever is signed in there. What arrives is an object of texts: a file is its content in UTF-8, and one
 * in another encoding is refused as a whole. A field that comes several times is a list.
 * @param longestText bytes that a value may have; one of a form, the file, may have more
 */
export function acceptFormUploads(app: NestFastifyApplication, admission: UploadAdmission, longestText: number): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Before the body is read: a stranger must not make us take 32 megabytes.
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.mediaType !== FORM) return done();
    if (!STAFF_PAGES.test(request.url)) return done(admission.refuse(reply));
    admission.admit(request, reply).then(() => done(), done);
  });
  fastify.addContentTypeParser(FORM, { parseAs: 'buffer', bodyLimit: MOST_UPLOADED }, (request, body, done) => {
    readForm(request.headers['content-type']!, body as Buffer, longestText).then((fields) => done(null, fields), done);
  });
}

/**
 * Node reads such forms by itself, and takes what comes; so parts are counted first.
 * @throws DomainError `request.malformed`, `request.too-many-fields`, `request.field-too-long`, `request.not-utf8`
 */
async function readForm(contentType: string, body: Buffer, longestText: number): Promise<Record<string, string | string[]>> {
  const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  if (hasMore(body, `--${boundary}`, MOST_PARTS + 1)) {
    throw new DomainError('invalid', 'request.too-many-fields', 'The form has too many fields.', { details: { most: MOST_PARTS } });
  }
  let form: FormData;
  try {
    // With the boundary that was counted, so that no second reading of the header can find another.
    form = await new Response(new Uint8Array(body), { headers: { 'content-type': `${FORM}; boundary="${boundary}"` } }).formData();
  } catch (cause) {
    throw malformed(cause);
  }
  const fields = new Map<string, string[]>();
  let long: string | undefined;
  for (const [name, value] of form.entries()) {
    const size = typeof value === 'string' ? value.length : value.size;
    if (name.length > LONGEST_NAME || (size > longestText && long !== undefined)) {
      throw new DomainError('invalid', 'request.field-too-long', 'A field of the form is too long.', {
        field: name.slice(0, LONGEST_NAME),
      });
    }
    if (size > longestText) long = name;
    const text = typeof value === 'string' ? value : decode(await value.arrayBuffer());
    const values = fields.get(name);
    if (values) values.push(text);
    else fields.set(name, [text]);
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0]! : values]));
}

/** Whether some bytes stand in a body more often than so many times; looks no further than it must. */
function hasMore(body: Buffer, bytes: string, most: number): boolean {
  let found = 0;
  for (let at = body.indexOf(bytes); at !== -1; at = body.indexOf(bytes, at + bytes.length)) if (++found > most) return true;
  return false;
}

function malformed(cause?: unknown): DomainError {
  return new DomainError('invalid', 'request.malformed', 'The form can not be read.', { cause });
}

function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('invalid', 'request.not-utf8', 'The file is not UTF-8.');
  }
}
