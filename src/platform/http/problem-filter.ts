import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppLogger } from '../logging';
import type { ErrorPages } from './error-pages';
import { describeProblem, type Problem } from './problem';

/** Seconds a client is asked to wait when we are away for a moment. */
const RETRY_AFTER = '5';

/** Answers every error of every route, and those of no route: with a page where a browser wanted one, else with a problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  /** @param findPages asked at each failure, because pages come into being after this filter; null where nobody makes any */
  constructor(
    private readonly logger: AppLogger,
    private readonly findPages: () => ErrorPages | null = () => null,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    this.answer(error, host.switchToHttp().getRequest<FastifyRequest>(), host.switchToHttp().getResponse<FastifyReply>());
  }

  /** Also for what fails before there is a handler: a hook, or a body that can't be read. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = describeProblem(error);
    if (problem.status >= 500) {
      const facts = { request: request.id, method: request.method, route: routeOf(request), status: problem.status };
      this.logger.error('request failed', error, facts);
    }
    if (reply.sent) return;
    const page = this.findPages()?.render(request, problem) ?? null;
    if (page === null) sendProblem(reply, problem);
    else sendPage(reply, problem, page);
  }
}

function sendPage(reply: FastifyReply, problem: Problem, page: string): void {
  void reply.code(problem.status).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
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
