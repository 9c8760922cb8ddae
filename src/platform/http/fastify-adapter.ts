import { randomUUID } from 'node:crypto';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Config } from '../config';
import { DomainError } from './domain-error';
import { describeProblem } from './problem';
import { sendProblem } from './problem-filter';

type SecurityHook = Parameters<FastifyAdapter['registerSecurityHook']>[0];

/** Fastify under Nest, with nothing accepted that no route asks for. */
export function createAdapter(config: Config['http']): FastifyAdapter {
  let securityHook: SecurityHook | undefined;
  const adapter = new FastifyAdapter({
    bodyLimit: config.bodyLimit,
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
