import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppLogger } from '../logging';
import { describeProblem, type Problem } from './problem';

/** Seconds a client is asked to wait when we are away for a moment. */
const RETRY_AFTER = '5';

/** Answers every error of every route, and those of no route, with a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: AppLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = describeProblem(error);
    if (problem.status >= 500) {
      this.logger.error('request failed', error, { method: request.method, route: routeOf(request), status: problem.status });
    }
    if (!reply.sent) sendProblem(reply, problem);
  }
}

export function sendProblem(reply: FastifyReply, problem: Problem): void {
  if (problem.status === 503 || problem.status === 429) void reply.header('retry-after', RETRY_AFTER);
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  void reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

/** The route's pattern, never the address: addresses can carry tokens. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions?.url ?? '(no route)';
}
