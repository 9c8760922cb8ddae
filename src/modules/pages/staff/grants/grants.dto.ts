import { IsIn, IsOptional, Matches } from 'class-validator';
import { APPROVAL_KINDS } from '../../../approvals';

/** Why a slot may be granted. */
const GRANT_REASONS = APPROVAL_KINDS['slot.grant'].reasons;

/** Each absent when nothing was chosen. */
export class GrantForm {
  /** `<window path> <slot id>` */
  @IsOptional()
  @Matches(/^[a-z0-9./-]{1,120} [a-z0-9][a-z0-9._-]{0,39}$/)
  slot?: string;

  @IsOptional()
  @IsIn(GRANT_REASONS)
  reason?: (typeof GRANT_REASONS)[number];
}
