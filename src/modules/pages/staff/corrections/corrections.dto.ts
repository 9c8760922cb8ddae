import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { APPROVAL_KINDS } from '../../../approvals';

/** The closed list of reasons for a correction. */
const CORRECTION_REASONS = APPROVAL_KINDS['name.correct'].reasons;

export class CorrectionForm {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  surname?: string;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  givenNames?: string;

  /** Absent when nothing was chosen. */
  @IsOptional()
  @IsIn(CORRECTION_REASONS)
  reason?: (typeof CORRECTION_REASONS)[number];
}
