/**
 * What a member of staff may be. Closed: a route names roles from this list, a staff file may use no others.
 *
 * Duties are separated (PRODUCT, rule 9): an operator plans and can't approve, a clerk checks people in and can't plan,
 * an auditor reads everything that is stored for audit and can change nothing. `contributor` is no office role at all:
 * it is the outside person or body whose secret enters the seed (docs/spec: record).
 */
export const STAFF_ROLES = [
  'operator',
  'approver',
  'hardship-officer',
  'clerk',
  'hotline',
  'auditor',
  'administrator',
  'contributor',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Somebody who has proved who they are. `name` is a pseudonym (`clerk-7`), fit for the public log: never a person's name. */
export interface StaffMember {
  readonly name: string;
  /**
   * Who this is whatever account they use: two members with one `person` are one human being, and never two of the people that a
   * decision takes.
   */
  readonly person: string;
  readonly roles: readonly StaffRole[];
  /** For the role `contributor`: the announced name under which they commit and reveal. */
  readonly contributor?: string;
  /** Slugs of the offices the roles are good for; null or absent: all of them. */
  readonly offices?: readonly string[] | null;
  /** For the header of their own pages; nowhere else. */
  readonly displayName?: string;
}
