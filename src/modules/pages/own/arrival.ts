import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Page, Pages } from '../../../platform/html';
import { DomainError } from '../../../platform/http';

/** A request at one's own pages. */
export interface Arrival {
  readonly page: Page;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** The private link's token, which nobody has looked up yet. */
  readonly link: string;
}

/** What a token may look like: nothing else becomes a form's address. */
const LINK = /^[A-Za-z0-9._-]{1,100}$/;

const VisitOf = createParamDecorator((_: unknown, context: ExecutionContext): Pick<Arrival, 'request' | 'reply'> => {
  const http = context.switchToHttp();
  return { request: http.getRequest(), reply: http.getResponse() };
});

@Injectable()
class ArrivalReading implements PipeTransform<Pick<Arrival, 'request' | 'reply'>, Arrival> {
  constructor(private readonly pages: Pages) {}

  transform({ request, reply }: Pick<Arrival, 'request' | 'reply'>): Arrival {
    const { language, link } = request.params as { language: string; link: string };
    const page = this.pages.open(language, request, reply);
    if (!LINK.test(link)) throw new DomainError('not-found', 'page.not-found', 'There is no such page.');
    return { page, request, reply, link };
  }
}

/** A handler's parameter on routes below `:language/registration/:link`. @throws DomainError `page.not-found` */
export const Arriving = (): ParameterDecorator => VisitOf(ArrivalReading);
