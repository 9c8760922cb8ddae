import { IsIn, IsUUID } from 'class-validator';

/** Why hardship may be granted: the closed list that applicants choose from, too. Codes and no free text, which would be personal. */
export const HARDSHIP_REASONS = ['job-loss', 'benefit-loss', 'family-emergency', 'medical', 'urgent-travel'] as const;

export class RequestHardshipDto {
  /** The registration's id. */
  @IsUUID()
  registration: string;

  @IsIn(HARDSHIP_REASONS)
  reason: (typeof HARDSHIP_REASONS)[number];
}

export class RegistrationParam {
  @IsUUID()
  registration: string;
}
