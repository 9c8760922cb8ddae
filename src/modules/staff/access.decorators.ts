import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ACCESS, Public } from '../../platform/http';
import type { StaffMember, StaffRole } from './staff-member';

export { ACCESS, Public };

/** Everybody, or the members of staff who hold one of these roles. */
export type Access = 'public' | readonly StaffRole[];

/** Where the guard leaves the member for {@link CurrentStaff}. A symbol: no header or body can put something there. */
export const STAFF_OF_REQUEST = Symbol('staff');
export type StaffRequest = { [STAFF_OF_REQUEST]?: StaffMember; headers: { authorization?: string } };

/** Only staff with at least one of these roles may call this handler. */
export const AllowRoles = (...roles: [StaffRole, ...StaffRole[]]) => SetMetadata(ACCESS, roles satisfies Access);

/** The member of staff who is calling; only in handlers with {@link AllowRoles}. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext): StaffMember => {
  const member = context.switchToHttp().getRequest<StaffRequest>()[STAFF_OF_REQUEST];
  if (!member) throw new Error('CurrentStaff stands in a handler that staff need not sign in for');
  return member;
});
