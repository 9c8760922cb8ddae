import { IsIn, IsOptional } from 'class-validator';
import { HARDSHIP_PROOFS, type HardshipProof } from '../../../hardship';
import { HARDSHIP_REASONS, type HardshipReason } from '../../../registrations';

/** Each absent when nothing was chosen. */
export class HardshipForm {
  @IsOptional()
  @IsIn(HARDSHIP_REASONS)
  reason?: HardshipReason;

  @IsOptional()
  @IsIn(HARDSHIP_PROOFS)
  proof?: HardshipProof;

  /** "I have seen it." */
  @IsOptional()
  @IsIn(['yes'])
  seen?: 'yes';
}
