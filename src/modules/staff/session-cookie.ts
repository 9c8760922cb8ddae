import type { FastifyReply } from 'fastify';

/** `__Host-` keeps other hosts of the domain from setting it; browsers accept that name over HTTPS only. */
const OVER_HTTPS = '__Host-fairslot-staff';
const OVER_HTTP = 'fairslot-staff';

/**
 * The cookie's value, under the one name that it is given here. Over HTTPS the other name is nobody's: another host of the domain could have set
 * it, and signed somebody in as somebody else.
 */
export function readSessionCookie(
  cookies: Readonly<Record<string, string | undefined>> | undefined,
  publicUrl: string,
): string | undefined {
  return cookies?.[nameFor(publicUrl)];
}

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');
const nameFor = (publicUrl: string): string => (isSecure(publicUrl) ? OVER_HTTPS : OVER_HTTP);

/**
 * Lax, not strict: the way back from the identity provider is a navigation from another site. No expiry: it goes with the browser,
 * and the row decides anyway.
 */
export function setSessionCookie(reply: FastifyReply, publicUrl: string, token: string): void {
  void reply.setCookie(nameFor(publicUrl), token, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl) });
}

export function clearSessionCookie(reply: FastifyReply, publicUrl: string): void {
  void reply.clearCookie(nameFor(publicUrl), { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl) });
}
