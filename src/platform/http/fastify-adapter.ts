import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { HttpException } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, type FastifyHttpOptions, LogController } from 'fastify';
import type { Config } from '../config';
import { DomainError } from './domain-error';
import { describeProblem } from './problem';
import { sendProblem } from './problem-filter';

type SecurityHook = Parameters<FastifyAdapter['registerSecurityHook']>[0];

const STATUS_OF_CLIENT_ERROR: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Fastify under Nest, with nothing accepted that no route asks for. */
export function createAdapter(config: Config['http']): FastifyAdapter {
  let securityHook: SecurityHook | undefined;
  const adapter = new FastifyAdapter({
    bodyLimit: config.bodyLimit,
    ...patience(config.requestSeconds),
    clientErrorHandler: refuseUnreadable,
    // At shutdown: running requests finish, connections that wait for a next one would hold it up for minutes.
    forceCloseConnections: 'idle',
    trustProxy: trustedHops(config.trustProxy) as boolean,
    // Identifiers chosen by clients would end up in our log.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
    // Addresses the router can't even read are answered before any filter exists.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      try {
        securityHook?.(request, reply.raw);
      } catch {
        // Its other half, the check of the sender, has nothing to work with here; the request is refused anyway.
      }
      sendProblem(reply, describeProblem(error));
    },
  });
  const register = adapter.registerSecurityHook.bind(adapter);
  adapter.registerSecurityHook = (hook: SecurityHook) => {
    securityHook = hook;
    register(hook);
  };
  refuseWhenStopping(adapter);
  // Fastify reads text/plain by itself; browsers send it across sites without asking.
  adapter.getInstance().removeContentTypeParser('text/plain');
  return adapter;
}

/**
 * How long we wait for a client: one that sends byte by byte, or nothing, holds a connection and, signed in, the memory of an upload. Reverse proxies
 * wait, too, but nobody has to have one.
 */
function patience(requestSeconds: number): FastifyHttpOptions<Server> {
  const requestTimeout = requestSeconds * 1000;
  return {
    requestTimeout,
    // Silent in both directions. Longer than anything that we compute before we answer; streams of events say something more often.
    connectionTimeout: 600_000,
    // Node looks at its connections every half minute, unless it is told otherwise.
    http: { headersTimeout: Math.min(20_000, requestTimeout), connectionsCheckingInterval: Math.min(5000, requestTimeout / 4) },
  };
}

/** What is no request, or did not arrive in time: there is a connection to answer, and nothing of Fastify's. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (socket.writable) {
    const problem = describeProblem(new HttpException('', STATUS_OF_CLIENT_ERROR[error.code ?? ''] ?? 400));
    const body = JSON.stringify(problem);
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/problem+json; charset=utf-8',
      'connection: close',
    ];
    socket.write([...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n'));
  }
  socket.destroy();
}

/** From the first moment of a shutdown: a load balancer, or a client's next try, finds another process. */
function refuseWhenStopping(adapter: FastifyAdapter): void {
  let stopping = false;
  const beforeClose = adapter.beforeClose.bind(adapter);
  adapter.beforeClose = () => {
    stopping = true;
    return beforeClose();
  };
  const refusal = describeProblem(new DomainError('unavailable', 'service.stopping', 'This process is stopping; try again.'));
  adapter.getInstance().addHook('onRequest', (_request, reply, done) => {
    if (stopping) sendProblem(reply.header('connection', 'close'), refusal);
    else done();
  });
}

/**
 * Fastify takes a number of proxies for none since it can't know that nobody reaches the port past them. Whoever configures a number says
 * that nobody does (docs/operations); addresses need no such promise.
 */
function trustedHops(trusted: Config['http']['trustProxy']): false | string[] | ((address: string, hop: number) => boolean) {
  return typeof trusted === 'number' ? (_address, hop) => hop < trusted : trusted;
}
