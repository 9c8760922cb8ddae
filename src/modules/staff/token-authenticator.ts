import { Injectable } from '@nestjs/common';
import { hashToken } from './staff-file';
import type { StaffMember } from './staff-member';
import { type Credentials, StaffAuthenticator } from './staff-authenticator';
import type { StaffRecord } from './staff-record';

/** RFC 6750: the scheme in any case, one space, the token's own alphabet. The upper bound spares us hashing a novel. */
const BEARER = /^bearer ([A-Za-z0-9._~+/=-]{16,512})$/i;

/**
 * Bearer tokens from the staff file, which is read at start: a change takes effect with the next start.
 *
 * The hash of what was sent is looked up in a map. How long that takes may tell something about hashes, but a hash that
 * somebody can't choose without already holding its token tells nothing about the token.
 */
@Injectable()
export class TokenAuthenticator extends StaffAuthenticator {
  private readonly members: ReadonlyMap<string, StaffMember>;

  constructor(records: readonly StaffRecord[]) {
    super();
    this.members = new Map(
      records.map(({ tokenSha256, ...member }) => [
        tokenSha256,
        Object.freeze({ ...member, person: `file:${member.person ?? member.name}`, roles: Object.freeze([...member.roles]) }),
      ]),
    );
  }

  async authenticate({ authorization }: Credentials): Promise<StaffMember | null> {
    const token = BEARER.exec(authorization ?? '')?.[1];
    return (token !== undefined && this.members.get(hashToken(token))) || null;
  }
}
