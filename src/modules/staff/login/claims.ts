import type { OidcConfig } from '../../../platform/config';
import { STAFF_ROLES, type StaffRole } from '../staff-member';
import { loginRefused } from '../staff.errors';

/** What an id token says, as far as we care. */
export type Claims = Readonly<Record<string, unknown>>;

/** Roles that come by login. A contributor is outside the office and commits by program. */
const BY_LOGIN = STAFF_ROLES.filter((role) => role !== 'contributor');
const OFFICE = /^[a-z0-9][a-z0-9._-]{0,39}$/;

/**
 * Our roles among the names at the configured place of the token. Unknown names are other systems' and passed over.
 * @throws DomainError `staff.login-refused` for somebody without a role, and for an auditor with any other: whoever checks a
 *   draw must not be able to have a hand in it
 */
export function readRoles(claims: Claims, { rolesClaim, rolePrefix }: OidcConfig): StaffRole[] {
  const names = listAt(claims, rolesClaim);
  const roles = BY_LOGIN.filter((role) => names.includes(rolePrefix + role));
  if (roles.length === 0) throw loginRefused('no-role');
  if (roles.includes('auditor') && roles.length > 1) throw loginRefused('auditor-only');
  return roles;
}

/** @returns the offices somebody's roles are good for; null where the installation does not tell offices apart */
export function readOffices(claims: Claims, { officesClaim }: OidcConfig): string[] | null {
  if (officesClaim === null) return null;
  return listAt(claims, officesClaim).filter((office) => OFFICE.test(office));
}

/** Who somebody is, whatever account they use. @throws DomainError `staff.login-refused` where the token does not say */
export function readPerson(claims: Claims, { personClaim }: OidcConfig): string {
  const person = claims[personClaim];
  if (typeof person !== 'string' || person === '') throw loginRefused('nameless');
  return person;
}

/** A name for the header of somebody's own pages. */
export function readDisplayName(claims: Claims): string {
  const name = claims.name ?? claims.preferred_username;
  return typeof name === 'string' ? name.slice(0, 100) : '';
}

/** Texts at a place like `realm_access.roles`; a name with dots in itself is tried whole first (Entra's extension claims). */
function listAt(claims: Claims, path: string): string[] {
  const whole = claims[path];
  const found = whole ?? path.split('.').reduce<unknown>((value, key) => (value as Claims | undefined)?.[key], claims);
  const values = Array.isArray(found) ? (found as unknown[]) : [found];
  return values.filter((value): value is string => typeof value === 'string');
}
