import type { StaffRole } from './staff-member';

interface Duty {
  readonly roles: readonly StaffRole[];
  /** Two duties of one pair are never one role's: what one half begins only the other can finish. */
  readonly pair?: string;
}

/**
 * THE table: who may do what. Routes name a duty, never a role; a duty that is not here does not exist. A test walks every route
 * against it, and sees to it that no role holds both halves of a pair and that an auditor, besides looking, only
 * writes down their own audit.
 */
export const DUTIES = {
  'see-own-desk': { roles: ['operator', 'approver', 'hardship-officer', 'clerk', 'hotline', 'auditor', 'administrator'] },
  'plan-windows': { roles: ['operator'] },
  'see-windows': { roles: ['operator', 'approver', 'auditor'] },
  'ask-for-announcements': { roles: ['operator'], pair: 'announcing' },
  'decide-announcements': { roles: ['approver'], pair: 'announcing' },
  'import-cases': { roles: ['operator'] },
  'plan-slots': { roles: ['operator'] },
  'see-slots': { roles: ['operator', 'auditor'] },
  'see-report': { roles: ['operator', 'approver', 'auditor'] },
  'see-small-classes': { roles: ['operator', 'approver', 'auditor'] },
  'register-for-others': { roles: ['hotline', 'clerk'] },
  'help-callers': { roles: ['hotline', 'clerk'] },
  'see-near-critical': { roles: ['operator', 'clerk', 'hotline'] },
  'see-reviews': { roles: ['operator', 'approver'] },
  'decide-reviews': { roles: ['operator'] },
  'take-objections': { roles: ['operator', 'clerk', 'hotline'] },
  'ask-for-exclusions': { roles: ['operator'], pair: 'excluding' },
  'decide-exclusions': { roles: ['approver'], pair: 'excluding' },
  'see-hardship': { roles: ['hardship-officer', 'approver', 'auditor'] },
  'find-hardship': { roles: ['hardship-officer'], pair: 'hardship' },
  'approve-hardship': { roles: ['approver'], pair: 'hardship' },
  'print-letters': { roles: ['clerk', 'hotline'] },
  'work-at-the-counter': { roles: ['clerk'] },
  'see-approvals': { roles: ['operator', 'approver', 'auditor'] },
  'decide-approvals': { roles: ['approver'] },
  'ask-for-voiding': { roles: ['operator'], pair: 'voiding' },
  'decide-voiding': { roles: ['approver'], pair: 'voiding' },
  'ask-for-grants': { roles: ['operator', 'hardship-officer'], pair: 'granting' },
  'decide-grants': { roles: ['approver'], pair: 'granting' },
  'ask-for-corrections': { roles: ['operator', 'clerk', 'hotline'], pair: 'correcting' },
  'decide-corrections': { roles: ['approver'], pair: 'correcting' },
  'see-offer-reports': { roles: ['operator', 'auditor'] },
  'see-revocations': { roles: ['operator', 'approver'] },
  'hold-hearings': { roles: ['operator'] },
  'ask-for-revocations': { roles: ['operator'], pair: 'revoking' },
  'decide-revocations': { roles: ['approver'], pair: 'revoking' },
  // The auditor has 'export-evidence'.
  'export-revocations': { roles: ['operator', 'approver'] },
  'see-audits': { roles: ['auditor'] },
  'audit-draws': { roles: ['auditor'] },
  'export-evidence': { roles: ['auditor'] },
  contribute: { roles: ['contributor'] },
  'end-sessions': { roles: ['administrator'] },
} as const satisfies Readonly<Record<string, Duty>>;

export type DutyName = keyof typeof DUTIES;

/** @returns the roles that hold a duty */
export function rolesOf(duty: DutyName): readonly StaffRole[] {
  return DUTIES[duty].roles;
}

/** Whether somebody with these roles has this duty. */
export function mayDo(roles: readonly StaffRole[], duty: DutyName): boolean {
  return rolesOf(duty).some((role) => roles.includes(role));
}
