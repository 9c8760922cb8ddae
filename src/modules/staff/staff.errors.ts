import { DomainError } from '../../platform/http';

export type StaffErrorCode = 'staff.not-signed-in' | 'staff.not-allowed' | 'staff.route-closed';

/** Nobody, or nobody we know, is asking. */
export const notSignedIn = () =>
  new DomainError<StaffErrorCode>('unauthenticated', 'staff.not-signed-in', 'Sign in as a member of staff: send a bearer token.');

/** We know who is asking, and it is not theirs to do. */
export const notAllowed = () => new DomainError<StaffErrorCode>('forbidden', 'staff.not-allowed', 'None of your roles may do this.');

/** The route says neither who may call it nor that everybody may: closed until somebody decides. */
export const routeClosed = () =>
  new DomainError<StaffErrorCode>('forbidden', 'staff.route-closed', 'This route names nobody who may call it.');
