import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ComponentChildren, h } from 'preact';
import { render } from 'preact-render-to-string';
import { CONFIG, type Config } from '../config';
import { DomainError } from '../http/domain-error';
import { isLanguage, type Language, Texts, type Translate } from '../i18n';
import { Assets } from './assets';
import { Document, type DocumentProps } from './document';
import { type PageContext, PageContexts } from './page-context';

/** What a handler says about a page besides its content. */
export interface PageOptions extends Omit<DocumentProps, 'children'> {
  readonly body: ComponentChildren;
  /** Default 200; 400 for a form that comes back. */
  readonly status?: number;
  /** Asks the browser to load the page again after so many seconds, without script. The page must offer a way to stop it. */
  readonly refreshSeconds?: number;
}

/** One page in the making: language and texts for the handler, and the way to render it. */
export class Page {
  constructor(
    readonly context: PageContext,
    private readonly reply: FastifyReply,
  ) {}

  get language(): Language {
    return this.context.language;
  }

  get t(): Translate {
    return this.context.t;
  }

  /** The whole document. Sets the answer's headers; return the text from the handler. */
  render({ body, status = 200, refreshSeconds, ...document }: PageOptions): string {
    void this.reply.status(status).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
    if (refreshSeconds !== undefined) void this.reply.header('refresh', String(refreshSeconds));
    return renderDocument(this.context, { ...document, children: body });
  }

  /** Answers a form that was taken: the browser loads `path` (in this language), so that a reload sends nothing again. */
  redirect(path: string): void {
    void this.reply
      .status(303)
      .header('cache-control', 'no-store')
      .header('location', `/${this.language}${path === '/' ? '' : path}`)
      .send();
  }
}

/** Makes pages. */
@Injectable()
export class Pages {
  private readonly texts = new Texts();
  private readonly assets = new Assets();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /**
   * Begins a page in the language its address names.
   * @throws DomainError `page.not-found` where the first part of the address is no language
   */
  open(language: string, request: FastifyRequest, reply: FastifyReply): Page {
    if (!isLanguage(language)) throw new DomainError('not-found', 'page.not-found', 'There is no such page.');
    return new Page(this.contextOf(language, pathWithoutLanguage(request.url)), reply);
  }

  /** For what is rendered outside a request: letters, files. */
  contextOf(language: Language, path = '/'): PageContext {
    const { authority, http } = this.config;
    return { language, t: this.texts.in(language), texts: this.texts, path, authority, assets: this.assets, publicUrl: http.publicUrl };
  }
}

export function renderDocument(context: PageContext, props: DocumentProps): string {
  return `<!DOCTYPE html>\n${render(h(PageContexts.Provider, { value: context, children: h(Document, props) }))}\n`;
}

/** A part of a page, without the frame. */
export function renderFragment(context: PageContext, body: ComponentChildren): string {
  return render(h(PageContexts.Provider, { value: context, children: body }));
}

/** "/de/services/a/b?x=1" -> "/services/a/b" */
export function pathWithoutLanguage(url: string): string {
  const path = url.split(/[?#]/)[0]!.replace(/^\/[a-z-]+/, '');
  return path === '' ? '/' : path;
}
