import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Page, Pages } from './pages';

/** A request that a page answers. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** For parameters that are made of a visit by a pipe. */
export const VisitOf = createParamDecorator((_: unknown, context: ExecutionContext): Visit => {
  const http = context.switchToHttp();
  return { request: http.getRequest(), reply: http.getResponse() };
});

@Injectable()
class PageOpening implements PipeTransform<Visit, Page> {
  constructor(private readonly pages: Pages) {}

  transform({ request, reply }: Visit): Page {
    const { language = '' } = request.params as { language?: string };
    return this.pages.open(language, request, reply);
  }
}

/**
 * A handler's parameter: the page it answers with, in the language that the first part of its address names.
 * @throws DomainError `page.not-found` where that is no language
 */
export const OpenPage = (): ParameterDecorator => VisitOf(PageOpening);
