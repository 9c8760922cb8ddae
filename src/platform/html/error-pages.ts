import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { h } from 'preact';
import { ErrorPages, type Problem } from '../http';
import { isLanguage, negotiateLanguage } from '../i18n';
import { ErrorView } from './error-view';
import { Pages, pathWithoutLanguage, renderDocument } from './pages';

/** Not pages, whoever asks: programs read these. */
const FOR_PROGRAMS = /^\/(api|log|health|assets)(\/|$)/;

/** Refusals as pages in the visitor's language: what happened, and what they can do. */
@Injectable()
export class HtmlErrorPages extends ErrorPages {
  constructor(private readonly pages: Pages) {
    super();
  }

  render(request: FastifyRequest, problem: Problem): string | null {
    if (FOR_PROGRAMS.test(request.url) || !(request.headers.accept ?? '').includes('text/html')) return null;
    const named = request.url.split(/[/?#]/)[1];
    const language = isLanguage(named) ? named : negotiateLanguage(request.headers['accept-language']);
    const context = this.pages.contextOf(language, isLanguage(named) ? pathWithoutLanguage(request.url) : '/');
    // A form that came after its session had ended: nothing of it is kept, and whoever sent it has to know.
    const isLost = problem.code === 'staff.not-signed-in' && request.method === 'POST';
    const text =
      (isLost ? context.t('errors:signed-out') : null) ??
      context.texts.find(language, `errors:${problem.code}`, { ...problem.details }) ??
      context.texts.find(language, `errors:status-${problem.status}`) ??
      context.t('errors:unknown');
    const login = problem.code === 'staff.not-signed-in' ? `/staff/login?to=${pageNear(request)}` : null;
    return renderDocument(context, { title: context.t('errors:title'), children: h(ErrorView, { text, code: problem.code, login }) });
  }
}

/**
 * Where to go on after signing in again: the page at the request's own address or, for a form that has no page at its address, the nearest one
 * above. Browsers don't tell us where the form stood.
 */
function pageNear(request: FastifyRequest): string {
  const address = request.url.split(/[?#]/)[0]!;
  const parts = (request.routeOptions.url ?? '').split('/');
  for (let length = parts.length; length > 1; length--) {
    const url = parts.slice(0, length).join('/');
    if (request.server.hasRoute({ method: 'GET', url })) return address.split('/').slice(0, length).join('/');
  }
  return address;
}
