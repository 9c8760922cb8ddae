import type { FieldErrors } from '../../../../platform/html';
import type { ApprovalView } from '../../../approvals';
import type { ClusterView, MemberView } from '../../../registrations';
import type { StaffMember } from '../../../staff';

export { CRITICAL_DATE_SOURCES } from '../../../identity';
export { KEEP_REASONS, LONGEST_OBJECTION, SUSPICIONS, TAKEN_WAYS } from '../../../registrations';

/** What a page says was done. */
export const DONE = ['keep', 'notice', 'objection', 'asked'] as const;

export interface MemberPageProps {
  member: StaffMember;
  cluster: ClusterView;
  each: MemberView;
  /** Of this registration, the newest first. */
  approvals: readonly ApprovalView[];
  done?: (typeof DONE)[number];
  errors: FieldErrors;
  /** What was typed into a form that came back. */
  typed: Readonly<Record<string, string | undefined>>;
}
