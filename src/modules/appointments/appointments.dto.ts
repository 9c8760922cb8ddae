import { IsIn, IsISO8601, IsString, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { OwnKeyDto } from '../registrations';

/** `justified`: for a reason that keeps the count of lost draws, once; nobody asks for a proof, and nobody is asked what it is. */
export const DECLINE_REASONS = ['justified', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** What opens a registration, and its appointment with it, to its person. */
export class OwnAppointmentDto extends OwnKeyDto {}

export class DeclineDto extends OwnAppointmentDto {
  @IsIn(DECLINE_REASONS)
  reason: DeclineReason;
}

/** What the document and the letter in front of the clerk say. */
export class CheckInDto {
  /** The appointment's number. */
  @IsUUID()
  appointment: string;

  @IsString()
  @MaxLength(200)
  surname: string;

  @IsString()
  @MaxLength(200)
  givenNames: string;

  /** `YYYY-MM-DD`, zeros for what the document does not say. */
  @IsString()
  @Length(10, 10)
  birthDate: string;

  @Length(1, 60)
  caseNumber: string;
}

export class DayQuery {
  /** The office's day. */
  @Matches(/^2\d{3}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  date: string;
}
