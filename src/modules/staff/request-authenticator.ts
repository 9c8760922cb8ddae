import { Injectable } from '@nestjs/common';
import { type Credentials, StaffAuthenticator } from './staff-authenticator';
import type { StaffMember } from './staff-member';
import { StaffSessions } from './sessions/staff-sessions.service';
import { TokenAuthenticator } from './token-authenticator';

/**
 * People come with a session, programs with a token. A request that brings a token is judged by that alone: a browser's cookie must
 * not lend its rights to a program's mistake.
 */
@Injectable()
export class RequestAuthenticator extends StaffAuthenticator {
  constructor(
    private readonly tokens: TokenAuthenticator,
    private readonly sessions: StaffSessions,
  ) {
    super();
  }

  async authenticate(credentials: Credentials): Promise<StaffMember | null> {
    if (credentials.authorization !== undefined) return this.tokens.authenticate(credentials);
    return credentials.session === undefined ? null : this.sessions.find(credentials.session);
  }
}
