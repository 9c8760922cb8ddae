import { Injectable, type PipeTransform } from '@nestjs/common';
import { type Page, Pages, type Visit, VisitOf } from '../../../platform/html';
import { DomainError } from '../../../platform/http';

/** A request at one's own pages. */
export interface Arrival extends Visit {
  readonly page: Page;
  /** The private link's token, which nobody has looked up yet. */
  readonly link: string;
}

/** What a token may look like: nothing else becomes a form's address. */
const LINK = /^[A-Za-z0-9._-]{1,100}$/;

@Injectable()
class ArrivalReading implements PipeTransform<Visit, Arrival> {
  constructor(private readonly pages: Pages) {}

  transform({ request, reply }: Visit): Arrival {
    const { language, link } = request.params as { language: string; link: string };
    const page = this.pages.open(language, request, reply);
    if (!LINK.test(link)) throw new DomainError('not-found', 'page.not-found', 'There is no such page.');
    return { page, request, reply, link };
  }
}

/** A handler's parameter on routes below `:language/registration/:link`. @throws DomainError `page.not-found` */
export const Arriving = (): ParameterDecorator => VisitOf(ArrivalReading);
