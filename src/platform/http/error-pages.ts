import { ModuleRef } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Problem } from './problem';

/**
 * Port: shows a refusal to a person. Asked for every failed request that a browser made for a page.
 *
 * Contract: answers a whole HTML document, says nothing that the problem does not say, never throws for a known problem;
 * null where the request was not for a page (then the problem goes out as JSON).
 */
export abstract class ErrorPages {
  abstract render(request: FastifyRequest, problem: Problem): string | null;
}

/** Not `app.get`: that logs as an error of ours what is the ordinary state of an application without pages. */
export function findErrorPages(app: NestFastifyApplication): ErrorPages | null {
  try {
    return app.get(ModuleRef).get(ErrorPages, { strict: false });
  } catch {
    return null;
  }
}
