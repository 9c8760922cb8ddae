import { usePage } from '../../../../platform/html';
import type { ApprovalView } from '../../../approvals';

/** Path that people know, of what the request is about. Null where it is about a case: that is for the request's own page. */
export function subjectOf({ details, subject }: ApprovalView): string | null {
  if (typeof details.path === 'string') return details.path;
  return subject.includes('/') ? subject : null;
}

/** The reason in words. */
export function Reason({ approval: { kind, reason } }: { approval: ApprovalView }) {
  const { texts, language } = usePage();
  return <>{texts.find(language, `staff:approvals.reasons.${kind}.${reason}`) ?? reason}</>;
}
