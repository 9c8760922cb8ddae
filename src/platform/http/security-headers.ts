import type { SecurityHeadersOptions } from '@nestjs/common';

/**
 * Headers of every answer. Pages bring no inline script or style and load nothing from elsewhere, so the policy starts
 * from nothing allowed. HTTPS is announced only where the public address uses it: a trial on plain http must work.
 */
export function securityHeaders(publicUrl: string): SecurityHeadersOptions {
  return {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy() },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // Private links must not reach other sites as referrers.
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 63_072_000 } : false,
    xFrameOptions: { action: 'deny' },
  };
}

function contentSecurityPolicy(): Record<string, string> {
  return {
    'default-src': "'none'",
    'script-src': "'self'",
    // The verifier works beside the page, so that the page stays alive meanwhile.
    'worker-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
  };
}

/** The API's description page (Swagger UI) styles its elements inline; nothing else may. */
export const DESCRIPTION_PAGE_POLICY = Object.entries({ ...contentSecurityPolicy(), 'style-src': "'self' 'unsafe-inline'" })
  .map(([name, sources]) => `${name} ${sources}`)
  .join('; ');
