import type { StaffMember } from './staff-member';

/** Where the guard leaves the member for {@link CurrentStaff}. A symbol: no header or body can put something there. */
export const STAFF_OF_REQUEST = Symbol('staff');
export type StaffRequest = {
  [STAFF_OF_REQUEST]?: StaffMember;
  headers: { authorization?: string };
  /** By name; undefined where no process reads cookies. */
  cookies?: Readonly<Record<string, string | undefined>>;
};
