import type { TestApp } from '../../support';

/** What a browser would see of one answer. */
export interface Seen {
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Text without markup, white space folded. */
  readonly text: string;
  readonly heading: string;
}

/** A browser without script: takes pages, posts forms, keeps the cookies whose path fits. */
export class Browser {
  readonly jar: { name: string; value: string; path: string }[] = [];

  constructor(private readonly test: TestApp) {}

  async get(url: string): Promise<Seen> {
    return this.send('GET', url);
  }

  /** Posts a form as browsers do, and follows the redirect. */
  async post(url: string, form: Readonly<Record<string, string | readonly string[]>>, follow = true): Promise<Seen> {
    const pairs = Object.entries(form).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as [string, string]));
    const seen = await this.send('POST', url, new URLSearchParams(pairs).toString());
    return follow && seen.status === 303 ? this.get(seen.location!) : seen;
  }

  private async send(method: 'GET' | 'POST', url: string, payload?: string): Promise<Seen> {
    const cookies = Object.fromEntries(
      this.jar.filter(({ path }) => url === path || url.startsWith(`${path}/`)).map(({ name, value }) => [name, value]),
    );
    const answer = await this.test.app.inject({
      method,
      url,
      cookies,
      headers: { accept: 'text/html', ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const { name, value, path = '/' } of answer.cookies) {
      const kept = this.jar.findIndex((each) => each.name === name && each.path === path);
      if (kept >= 0) this.jar.splice(kept, 1);
      if (value !== '') this.jar.push({ name, value, path });
    }
    return {
      status: answer.statusCode,
      html: answer.body,
      headers: answer.headers,
      location: answer.headers.location,
      ...read(answer.body),
    };
  }
}

function read(html: string): { text: string; heading: string } {
  const text = (markup: string): string =>
    markup
      .replaceAll(/<(style|script)[^>]*>.*?<\/\1>/gs, ' ')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll('&amp;', '&')
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const main = /<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? html;
  return { text: text(main), heading: text(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '') };
}
