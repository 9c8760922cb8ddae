import { usePage } from '../../../../platform/html';
import type { ApprovalView } from '../../../approvals';

/** Path that people know where there is one, else the id of what the request is about. */
export function Subject({ approval: { details, subject } }: { approval: ApprovalView }) {
  return <code class="fs-code">{typeof details.path === 'string' ? details.path : subject}</code>;
}

/** The reason in words. */
export function Reason({ approval: { kind, reason } }: { approval: ApprovalView }) {
  const { texts, language } = usePage();
  return <>{texts.find(language, `staff:approvals.reasons.${kind}.${reason}`) ?? reason}</>;
}
