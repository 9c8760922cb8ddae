import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../../platform/clock';
import { CONFIG, type Config } from '../../../platform/config';
import { Envelope, EnvelopeError } from '../../../platform/crypto';
import { LANGUAGES } from '../../../platform/i18n';
import type { ProvenKey } from '../../registrations';

const COOKIE = 'own';
/** Seconds. Long enough to read and to look a date up; short enough for a computer in a library. */
const SESSION_LASTS = 3600;

/** What the cookie says, sealed. */
interface Shown {
  readonly link: string;
  readonly caseNumber: string;
  /** Unix seconds; what the browser thinks of the cookie's age is not asked. */
  readonly until: number;
}

/**
 * Remembers for an hour that somebody has shown a private link together with its case number, so that the pages behind the link don't ask
 * again. The server keeps nothing: both lie in a cookie that only this installation's keys open (all its processes have them), sealed for
 * this one link. The browser sends it below that link's addresses alone, never to scripts, and never with what another site posts.
 *
 * It is no right by itself: every page goes through `RegistrationAccess` with what it holds, each time.
 */
@Injectable()
export class OwnSession {
  private readonly secure: boolean;

  constructor(
    private readonly envelope: Envelope,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.secure = config.http.publicUrl.startsWith('https:');
  }

  /** @returns what opens the registration, or null when it has to be shown (again): no cookie, over, altered, of another link */
  open(request: FastifyRequest, link: string): ProvenKey | null {
    const shown = this.unseal(request.cookies[COOKIE], link);
    if (shown === null || shown.link !== link || shown.until <= this.clock.seconds()) return null;
    return { link, caseNumber: shown.caseNumber, proven: true };
  }

  /** Call it only when link and case number have just opened the registration. */
  start(reply: FastifyReply, link: string, caseNumber: string): void {
    const shown: Shown = { link, caseNumber, until: this.clock.seconds() + SESSION_LASTS };
    const value = this.envelope.seal(JSON.stringify(shown), placeOf(link)).toString('base64url');
    for (const path of pathsOf(link)) void reply.setCookie(COOKIE, value, { ...this.attributes, path, maxAge: SESSION_LASTS });
  }

  /** Forgets, for those who leave a computer to others. */
  end(reply: FastifyReply, link: string): void {
    for (const path of pathsOf(link)) void reply.clearCookie(COOKIE, { ...this.attributes, path });
  }

  private get attributes(): { httpOnly: true; sameSite: 'lax'; secure: boolean } {
    return { httpOnly: true, sameSite: 'lax', secure: this.secure };
  }

  private unseal(value: string | undefined, link: string): Shown | null {
    if (value === undefined) return null;
    try {
      return JSON.parse(this.envelope.openText(Buffer.from(value, 'base64url'), placeOf(link))) as Shown;
    } catch (error) {
      if (error instanceof EnvelopeError) return null;
      throw error;
    }
  }
}

function placeOf(link: string): string {
  return `own-session ${link}`;
}

/** One path a language, so that changing the language does not ask for the case number again. */
function pathsOf(link: string): string[] {
  return LANGUAGES.map((language) => `/${language}/registration/${link}`);
}
