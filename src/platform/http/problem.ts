import { HttpException } from '@nestjs/common';
import { sqlState } from '../database/constraint-errors';
import { DomainError, type ErrorKind } from './domain-error';
import { InvalidRequest } from './invalid-request';

/** RFC 9457, with our stable `code` and, for rejected input, one entry for each mistake. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly field?: string;
  readonly line?: number;
  readonly details?: DomainError['details'];
  readonly errors?: InvalidRequest['errors'];
}

const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-late': 410,
  'too-many': 429,
  unavailable: 503,
};

/** Refusals that the framework makes before our code is asked: status, code, sentence. */
const REFUSAL_OF_STATUS: Readonly<Record<number, readonly [code: string, detail: string]>> = {
  400: ['request.malformed', 'The request can not be understood.'],
  401: ['request.unauthenticated', 'Log in first.'],
  403: ['request.forbidden', 'This is not allowed.'],
  404: ['request.no-such-route', 'There is nothing at this address.'],
  405: ['request.method-not-allowed', 'This address does not know that method.'],
  408: ['request.timeout', 'The request took too long.'],
  413: ['request.too-large', 'The request is too large.'],
  414: ['request.address-too-long', 'The address is too long.'],
  415: ['request.unsupported-media-type', 'The body must be application/json.'],
  429: ['request.too-many', 'Too many requests; try again later.'],
  431: ['request.head-too-large', 'The head of the request is too large.'],
  503: ['service.unavailable', 'The service is not available at the moment; try again.'],
};

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Authentication needed',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  409: 'Conflict',
  410: 'Too late',
  413: 'Content too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'Internal error',
  503: 'Unavailable',
};

/** Connection lost, refused, too many sessions, server starting or stopping: the database is away, not our mistake. */
const DATABASE_AWAY = /^(08...|53300|57P0[123])$/;

/**
 * Turns whatever was thrown into what the client may know. Unknown errors become 500 without any of their words; the
 * caller logs those (`status >= 500`).
 */
export function describeProblem(error: unknown): Problem {
  if (error instanceof DomainError) {
    const { code, message, field, line, details } = error as DomainError;
    const errors = error instanceof InvalidRequest ? error.errors : undefined;
    return problem(STATUS_OF_KIND[error.kind], code, message, { field, line, details, errors });
  }
  const status = statusOf(error);
  const refusal = REFUSAL_OF_STATUS[status];
  if (refusal) return problem(status, ...refusal);
  if (status < 500) return problem(400, ...REFUSAL_OF_STATUS[400]!);
  return problem(500, 'internal', 'Something went wrong on our side. It was recorded.');
}

/** The status the framework meant (Nest's exceptions, Fastify's errors, its body parser's), or 500. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, code, syscall } = (error ?? {}) as { statusCode?: unknown; code?: unknown; syscall?: unknown };
  if (typeof statusCode === 'number' && typeof code === 'string' && code.startsWith('FST_')) return statusCode;
  // A client that went away, or was sent away, in the middle of its body.
  if (statusCode === 400 && code === 'ECONNRESET') return 400;
  // A server that could not even be reached, or one that said that it is going.
  if (syscall === 'connect' || DATABASE_AWAY.test(sqlState(error) ?? '')) return 503;
  return 500;
}

function problem(status: number, code: string, detail: string, more: Partial<Problem> = {}): Problem {
  const type = `urn:fairslot:problem:${code}`;
  return { type, title: TITLES[status] ?? 'Error', status, detail, code, ...more };
}
