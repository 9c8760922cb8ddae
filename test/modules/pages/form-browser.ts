import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Visit {
  readonly status: number;
  readonly body: string;
  /** The body as it came, for files. */
  readonly bytes: Buffer;
  /** The page's words, tags taken out. */
  readonly words: string;
  readonly location: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/** A browser without script: keeps cookies by path, posts what pages carry, follows redirects when asked. */
export class FormBrowser {
  cookies: Cookie[] = [];
  /** Hidden fields of the page that was loaded last. */
  hidden: Record<string, string> = {};

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly more: { readonly remoteAddress?: string } = {},
  ) {}

  async get(url: string): Promise<Visit> {
    return this.keep(await this.app.inject({ ...this.more, method: 'GET', url, headers: this.headers(url) }));
  }

  /** Posts fields with the hidden ones of the last page. */
  async post(url: string, fields: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Visit> {
    return this.postBare(url, { ...this.hidden, ...fields });
  }

  async postBare(url: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Visit> {
    const payload = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
    ).toString();
    const headers = { ...this.headers(url), 'content-type': 'application/x-www-form-urlencoded' };
    return this.keep(await this.app.inject({ ...this.more, method: 'POST', url, headers, payload }));
  }

  /** Posts and loads the page it leads to. */
  async send(url: string, fields: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Visit> {
    const answer = await this.post(url, fields);
    return answer.location === undefined ? answer : this.get(answer.location);
  }

  private headers(url: string): Record<string, string> {
    const path = url.split('?')[0]!;
    const sent = this.cookies.filter((cookie) => path === cookie.path || path.startsWith(`${cookie.path.replace(/\/$/, '')}/`));
    const cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    return { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) };
  }

  private keep(answer: {
    statusCode: number;
    body: string;
    rawPayload: Buffer;
    headers: Record<string, unknown>;
    cookies: unknown[];
  }): Visit {
    for (const cookie of answer.cookies as (Cookie & { maxAge?: number })[]) {
      this.cookies = this.cookies.filter((other) => other.name !== cookie.name || other.path !== cookie.path);
      if (cookie.value !== '') this.cookies.push(cookie);
    }
    if (answer.body !== '') {
      const fields = answer.body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
      this.hidden = Object.fromEntries([...fields].map(([, name, value]) => [name!, value!]));
    }
    const words = answer.body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
    return {
      status: answer.statusCode,
      body: answer.body,
      bytes: answer.rawPayload,
      words,
      location: answer.headers['location'] as string | undefined,
      headers: answer.headers,
    };
  }
}

/** Answers to every question, as a form posts them, in the order of the questions. */
export const ANSWERS: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> = {
  name: { surname: 'Yıldız', givenNames: 'Ayşe' },
  'birth-date': { day: '17', month: '5', year: '1990' },
  'case-number': { caseNumber: 'K-1' },
  'critical-date': { has: 'yes', day: '9', month: '4', year: '2026', source: 'card' },
  hardship: { hardship: 'medical' },
  size: { size: '2' },
  wishes: { any: 'no', 'wish-1': 'evening', 'wish-2': 'morning' },
  contact: { kind: 'mail', mail: 'ayse@example.org' },
  representative: { has: 'yes', representative: 'Beratung Beispiel', reach: '089 1234' },
};

/** Begins a form. @returns its address without the step, `/de/register/<id>` */
export async function begin(browser: FormBrowser, language = 'de', service = 'stadt.example/aufenthalt'): Promise<string> {
  const { location } = await browser.postBare(`/${language}/services/${service}/register`, {});
  return location!.replace(/\/name$/, '');
}

/** Answers every question. @returns the page on which answers are checked */
export async function answerAll(browser: FormBrowser, form: string, other: typeof ANSWERS = {}): Promise<Visit> {
  for (const [step, fields] of Object.entries({ ...ANSWERS, ...other })) {
    await browser.get(`${form}/${step}`);
    const { status, words } = await browser.post(`${form}/${step}`, fields);
    if (status !== 303) throw new Error(`${step} came back with ${status}: ${words}`);
  }
  return browser.get(`${form}/check`);
}
