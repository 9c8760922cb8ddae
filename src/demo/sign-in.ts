/** Cookies of one host, as a browser keeps them. */
export class CookieJar {
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
  const jar = new CookieJar();
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

/**
 * Signs a member of staff in at a service that listens, as their browser would.
 * @param address for example http://127.0.0.1:8080
 * @returns the value of the Cookie header that carries the session
 */
export async function signInAt(address: string, login: string): Promise<string> {
  const jar = new CookieJar();
  const visit = async (path: string): Promise<string> => {
    const answer = await fetch(address + path, { redirect: 'manual', headers: { cookie: jar.toString() } });
    if (answer.status !== 303) throw new Error(`signing in as ${login}: ${path.split('?')[0]} answered ${answer.status}`);
    jar.keep(answer.headers.getSetCookie());
    return answer.headers.get('location')!;
  };
  const back = new URL(await answerProvider(await visit('/staff/login'), login));
  await visit(back.pathname + back.search);
  return jar.toString();
}
