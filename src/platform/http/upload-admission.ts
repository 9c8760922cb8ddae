import { finished } from 'node:stream';
import fastifyCookie from '@fastify/cookie';
import { ModuleRef } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from './domain-error';
import { UploadGuard } from './upload-guard';

/** Bytes of an uploaded table: a register of some 200,000 cases. */
export const MOST_UPLOADED = 32 * 1024 * 1024;

/**
 * Lets members of staff upload, each one thing at a time in this process: a large body costs memory and seconds of reading, and nobody needs
 * to send us several at once.
 */
export class UploadAdmission {
  private readonly uploading = new Set<string>();

  constructor(private readonly app: NestFastifyApplication) {}

  /**
   * Returns when the body may be read. It counts as one being uploaded until the answer has left or the connection is gone.
   * @throws DomainError `staff.not-signed-in`, `request.one-upload-at-a-time`
   */
  async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { authorization, cookie = '' } = request.headers;
    // Read here: the plugin that reads cookies for everybody else comes after this.
    const sender = { authorization, cookies: fastifyCookie.parse(cookie) };
    const name = (await findUploadGuard(this.app)?.findUploader(sender)) ?? null;
    if (name === null) throw this.refuse(reply);
    if (this.uploading.has(name)) {
      void reply.header('connection', 'close');
      throw new DomainError('too-many', 'request.one-upload-at-a-time', 'You are uploading something already; wait until that is done.');
    }
    this.uploading.add(name);
    finished(reply.raw, () => this.uploading.delete(name));
  }

  /** For bodies that nobody takes there, whoever sends them. */
  refuse(reply: FastifyReply): DomainError {
    // What the sender still sends has nobody to read it.
    void reply.header('connection', 'close');
    return new DomainError('unauthenticated', 'staff.not-signed-in', 'Only staff upload files.');
  }
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
