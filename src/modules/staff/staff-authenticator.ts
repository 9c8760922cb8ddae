import type { StaffMember } from './staff-member';

/** What a request carries of who sent it, as it came. */
export interface Credentials {
  /** The Authorization header. */
  readonly authorization?: string;
  /** The value of the session cookie. */
  readonly session?: string;
}

/**
 * Port: turns what a request carries into a member of staff.
 *
 * Contract:
 * - *No guess.* Anything that is missing, malformed, unknown or expired is `null`; which of these it was is told to nobody.
 * - *No side effects*, and no answer that is kept: every request asks again, so a removed member is out at once or when
 *   the adapter next reads its source, as the adapter documents.
 * - *Throws* only when it can't tell (its source is unreachable): the request is then refused as unavailable, never let in.
 */
export abstract class StaffAuthenticator {
  abstract authenticate(credentials: Credentials): Promise<StaffMember | null>;
}
