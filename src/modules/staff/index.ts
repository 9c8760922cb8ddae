export { ACCESS, type Access, AllowRoles, CurrentStaff, Public } from './access.decorators';
export { FreshTokens, SHOW_TEXT, STAFF_ROSTER } from './fresh-tokens';
export { StaffAuthenticator } from './staff-authenticator';
export { hashToken, openStaffFile, type StaffRoster } from './staff-file';
export { STAFF_ROLES, type StaffMember, type StaffRole } from './staff-member';
export type { StaffRecord } from './staff-record';
export type { StaffErrorCode } from './staff.errors';
export { StaffGuard } from './staff.guard';
export { StaffModule } from './staff.module';
