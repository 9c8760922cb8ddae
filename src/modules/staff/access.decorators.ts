import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import { ACCESS, DUTY_EXTENSION, Public } from '../../platform/http';
import { type DutyName, rolesOf } from './duties';
import { OfficesOfRequest } from './offices/offices-of-request';
import type { StaffMember, StaffRole } from './staff-member';
import { STAFF_OF_REQUEST, type StaffRequest } from './staff-request';

export { ACCESS, Public };

/** Everybody, or the members of staff who hold one of these roles. */
export type Access = 'public' | readonly StaffRole[];

/** Metadata key of the duty a handler asks for. */
export const DUTY = 'fairslot:duty';

/** Only staff with this duty may call this handler (the table is in duties.ts). */
export const Requires = (duty: DutyName) =>
  applyDecorators(
    SetMetadata(ACCESS, rolesOf(duty) satisfies Access),
    SetMetadata(DUTY, duty),
    UseInterceptors(OfficesOfRequest),
    ApiBearerAuth(),
    ApiExtension(DUTY_EXTENSION, duty),
  );

/** The member of staff who is calling; only in handlers with {@link Requires}. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext): StaffMember => {
  const member = context.switchToHttp().getRequest<StaffRequest>()[STAFF_OF_REQUEST];
  if (!member) throw new Error('CurrentStaff stands in a handler that staff need not sign in for');
  return member;
});
