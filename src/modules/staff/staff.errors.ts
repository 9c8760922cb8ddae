import { DomainError } from '../../platform/http';

type StaffErrorCode =
  | 'staff.not-signed-in'
  | 'staff.not-allowed'
  | 'staff.route-closed'
  | 'staff.other-office'
  | 'staff.login-refused'
  | 'staff.login-unavailable';

/** Nobody, or nobody we know, is asking. */
export const notSignedIn = () => new DomainError<StaffErrorCode>('unauthenticated', 'staff.not-signed-in', 'Sign in as a member of staff.');

/** We know who is asking, and it is not theirs to do. */
export const notAllowed = () => new DomainError<StaffErrorCode>('forbidden', 'staff.not-allowed', 'None of your roles may do this.');

/** The route says neither who may call it nor that everybody may: closed until somebody decides. */
export const routeClosed = () =>
  new DomainError<StaffErrorCode>('forbidden', 'staff.route-closed', 'This route names nobody who may call it.');

/** It is not there, or it is of an office that none of the member's roles is for; which of both is not said. */
export const otherOffice = () =>
  new DomainError<StaffErrorCode>('not-found', 'staff.other-office', 'There is nothing of that name in your offices.');

/** Why a login came to nothing. `not-begun-here`: this browser has not asked for it, or took too long. */
type LoginRefusal = 'nameless' | 'no-role' | 'auditor-only' | 'not-completed' | 'not-begun-here';

export const loginRefused = (reason: LoginRefusal) =>
  new DomainError<StaffErrorCode>('forbidden', 'staff.login-refused', `The login was refused: ${reason}.`, { details: { reason } });

/** No provider is configured, or it can't be reached. */
export const loginUnavailable = () =>
  new DomainError<StaffErrorCode>('unavailable', 'staff.login-unavailable', 'Signing in is not possible at the moment.');
