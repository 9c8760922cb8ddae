import { LANGUAGES } from '../../../src/platform/i18n';
import type { Visitor } from './visitor';

export interface Crawled {
  /** Paths of the pages that were seen and checked, without the language. */
  readonly pages: string[];
  /** Addresses of everything else that links lead to, each of which answered 200. */
  readonly files: string[];
  /** Pages with forms that send something: path of the page, and which of its forms. */
  readonly forms: { readonly page: string; readonly form: number; readonly action: string }[];
}

interface CrawlOptions {
  readonly most?: number;
  readonly except?: readonly RegExp[];
  /** A page is seen once, whatever stands behind its `?`: for days that lead to days. */
  readonly oncePerPath?: boolean;
}

interface Seen {
  readonly links: string[];
  readonly forms: string[];
}

/** Links as addresses without fragment, and where the forms that post lead to (null for others). */
const LOOK = `({
  links: [...document.querySelectorAll('a[href]')].map(({ href }) => href.split('#')[0]),
  forms: [...document.forms].map((form) => form.method === 'post' ? form.action : ''),
})`;

/**
 * Follows every link on the own host, in the visitor's language, and lets the visitor check every page. What is no page is fetched and
 * has to be there; so has the same page in every other language.
 * @param from paths to begin with ("/draws")
 * @param options.most pages at most: a bound for a site that grows without end
 * @param options.except paths that are passed over
 * @throws Error with everything that is wrong on all pages
 */
export async function crawl(
  visitor: Visitor,
  from: readonly string[],
  { most = 300, except = [], oncePerPath = false }: CrawlOptions = {},
): Promise<Crawled> {
  const own = `${visitor.origin}/${visitor.setting.language}`;
  const result: Crawled = { pages: [], files: [], forms: [] };
  const waiting = from.map((path) => (path === '/' ? own : own + path));
  const foundOn = new Map(waiting.map((url) => [url, 'the beginning']));
  const problems: string[] = [];
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    const { status, isFile } = await ask(visitor, url);
    if (status >= 400) problems.push(`${foundOn.get(url)} leads to ${url}, which answered ${status}`);
    else if (isFile) result.files.push(url);
    if (status >= 400 || isFile) continue;
    if (result.pages.length === most) throw new Error(`more than ${most} pages; the last was ${url}`);
    await visitor.open(url).catch((error: Error) => problems.push(error.message));
    const { links, forms } = await visitor.look<Seen>(LOOK);
    result.pages.push(url.slice(own.length) || '/');
    forms.forEach((action, form) => action !== '' && result.forms.push({ page: url, form, action }));
    for (const link of links) {
      const { origin, pathname } = new URL(link);
      const place = oncePerPath ? origin + pathname : link;
      if (foundOn.has(place) || origin !== visitor.origin || except.some((path) => path.test(pathname))) continue;
      foundOn.set(place, url).set(link, url);
      const [, language = ''] = new URL(link).pathname.split('/');
      // The other languages' pages have the same path as those that are seen here.
      if (language === visitor.setting.language || !(LANGUAGES as readonly string[]).includes(language)) waiting.push(link);
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return result;
}

async function ask({ context }: Visitor, url: string): Promise<{ status: number; isFile: boolean }> {
  const answer = await context.request.get(url, { headers: { accept: 'text/html' }, maxRedirects: 0 });
  const { 'content-type': type = '', 'content-disposition': disposition = '' } = answer.headers();
  const isFile = answer.status() === 200 && (!type.startsWith('text/html') || disposition.startsWith('attachment'));
  return { status: answer.status(), isFile };
}
