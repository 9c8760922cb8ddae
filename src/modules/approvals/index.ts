export { APPROVAL_KINDS, type ApprovalKind } from './approval-kinds';
export { ApprovalRow } from './approval.entity';
export { type ApprovalEffect, type ApprovalRequest, Approvals, type ApprovalView, type CarriedOut } from './approvals.service';
export { ApprovalsModule } from './approvals.module';
