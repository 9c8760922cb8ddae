import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { APPROVAL_KINDS } from '../../approvals';

export class CorrectNameDto {
  /** The registration's id. */
  @IsUUID()
  registration: string;

  @IsIn(APPROVAL_KINDS['name.correct'].reasons)
  reason: string;

  /** As the document writes it; empty where there is none. */
  @IsString()
  @MaxLength(200)
  surname: string;

  @IsString()
  @MaxLength(200)
  givenNames: string;
}
