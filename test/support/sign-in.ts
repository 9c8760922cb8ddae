import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerProvider, CookieJar } from '../../src/demo/sign-in';

export { answerProvider };

/** Signs somebody in at an application that does not listen. @returns the value of the Cookie header that carries the session */
export async function signIn(app: NestFastifyApplication, login: string, to?: string): Promise<{ cookie: string; location: string }> {
  const jar = new CookieJar();
  const begun = await app.inject({ url: `/staff/login${to === undefined ? '' : `?to=${to}`}` });
  if (begun.statusCode !== 303) throw new Error(`the login did not begin: ${begun.statusCode} ${begun.body}`);
  jar.keep([begun.headers['set-cookie'] ?? []].flat());
  const back = new URL(await answerProvider(begun.headers.location as string, login));
  const done = await app.inject({ url: back.pathname + back.search, headers: { cookie: jar.toString() } });
  if (done.statusCode !== 303) throw new Error(`the login was not taken: ${done.statusCode} ${done.body}`);
  jar.keep([done.headers['set-cookie'] ?? []].flat());
  return { cookie: jar.toString(), location: done.headers.location as string };
}
