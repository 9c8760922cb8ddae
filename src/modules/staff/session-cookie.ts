import type { FastifyReply } from 'fastify';

/** `__Host-` keeps other hosts of the domain from setting it; browsers accept that name over HTTPS only. */
const OVER_HTTPS = '__Host-fairslot-staff';
const OVER_HTTP = 'fairslot-staff';

/** The cookie's value, whichever name it came under. Null where there is none. */
export function readSessionCookie(cookies: Readonly<Record<string, string | undefined>> | undefined): string | undefined {
  return cookies?.[OVER_HTTPS] ?? cookies?.[OVER_HTTP];
}

/**
 * Lax, not strict: the way back from the identity provider is a navigation from another site. No expiry: it goes with the browser,
 * and the row decides anyway.
 */
export function setSessionCookie(reply: FastifyReply, publicUrl: string, token: string): void {
  const secure = publicUrl.startsWith('https:');
  void reply.setCookie(secure ? OVER_HTTPS : OVER_HTTP, token, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  const secure = publicUrl.startsWith('https:');
  void reply.clearCookie(secure ? OVER_HTTPS : OVER_HTTP, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}
