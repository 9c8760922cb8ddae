import type { FastifyReply, FastifyRequest } from 'fastify';
import { Injectable } from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { Clock } from '../../../platform/clock';
import { CONFIG, type Config } from '../../../platform/config';
import { Envelope } from '../../../platform/crypto';
import type { LoginAttempt } from './identity-provider';

const NAME = 'fairslot-login';
const PLACE = 'cookie.staff-login';
const PATH = '/staff';
/** Seconds somebody may take at the provider. */
const LIFETIME = 600;

interface Remembered {
  readonly attempt: LoginAttempt;
  /** Path on this host where they wanted to go. */
  readonly to: string;
  /** Unix seconds. */
  readonly until: number;
}

/** Remembers a login between leaving for the provider and coming back, in the browser that began it and nowhere else. */
@Injectable()
export class LoginCookie {
  constructor(
    private readonly envelope: Envelope,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  write(reply: FastifyReply, attempt: LoginAttempt, to: string): void {
    const remembered: Remembered = { attempt, to, until: this.clock.seconds() + LIFETIME };
    const value = this.envelope.seal(JSON.stringify(remembered), PLACE).toString('base64url');
    void reply.setCookie(NAME, value, { ...this.attributes, maxAge: LIFETIME });
  }

  /** What was remembered, once; null for none, a foreign or an old one. */
  take(request: FastifyRequest, reply: FastifyReply): Remembered | null {
    const value = request.cookies[NAME];
    void reply.clearCookie(NAME, this.attributes);
    if (value === undefined) return null;
    try {
      const remembered = JSON.parse(this.envelope.openText(Buffer.from(value, 'base64url'), PLACE)) as Remembered;
      return remembered.until >= this.clock.seconds() ? remembered : null;
    } catch {
      return null;
    }
  }

  private get attributes() {
    return { path: PATH, httpOnly: true, sameSite: 'lax' as const, secure: this.config.http.publicUrl.startsWith('https:') };
  }
}
