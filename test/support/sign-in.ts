import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Cookies of one host, as a browser keeps them. */
class Jar {
  private readonly cookies = new Map<string, string>();

  keep(headers: readonly string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';');
      const [name = '', value = ''] = pair.trim().split(/=(.*)/s);
      const isOver = attributes.some((attribute) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
      if (isOver || value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }

  toString(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** The way from our login page to the provider, through its form, and back. @returns where the provider sends the browser */
export async function answerProvider(address: string, login: string): Promise<string> {
  const jar = new Jar();
  const ask = async (url: string, body?: string): Promise<Response> => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: jar.toString(), ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    jar.keep(answer.headers.getSetCookie());
    return answer;
  };
  const issuer = new URL(address).origin;
  let answer = await ask(address);
  for (let step = 0; step < 10; step++) {
    const location = answer.headers.get('location');
    if (location === null) {
      const form = /action="([^"]+)"/.exec(await answer.text())?.[1];
      if (form === undefined) throw new Error(`the provider answered ${answer.status} without a form`);
      answer = await ask(new URL(form, issuer).href, new URLSearchParams({ prompt: 'login', login, password: 'any' }).toString());
    } else {
      const next = new URL(location, issuer);
      if (next.origin !== issuer) return next.href;
      answer = await ask(next.href);
    }
  }
  throw new Error('the provider went round in circles');
}

/** Signs somebody in at an application that does not listen. @returns the value of the Cookie header that carries the session */
export async function signIn(app: NestFastifyApplication, login: string, to?: string): Promise<{ cookie: string; location: string }> {
  const jar = new Jar();
  const begun = await app.inject({ url: `/staff/login${to === undefined ? '' : `?to=${to}`}` });
  if (begun.statusCode !== 303) throw new Error(`the login did not begin: ${begun.statusCode} ${begun.body}`);
  jar.keep([begun.headers['set-cookie'] ?? []].flat());
  const back = new URL(await answerProvider(begun.headers.location as string, login));
  const done = await app.inject({ url: back.pathname + back.search, headers: { cookie: jar.toString() } });
  if (done.statusCode !== 303) throw new Error(`the login was not taken: ${done.statusCode} ${done.body}`);
  jar.keep([done.headers['set-cookie'] ?? []].flat());
  return { cookie: jar.toString(), location: done.headers.location as string };
}
