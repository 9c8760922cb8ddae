import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { DeskParams } from '../staff-pages.dto';

export class CasePageParams extends DeskParams {
  @IsUUID()
  registration: string;
}

export class FindCaseForm {
  /** Absent when nothing was typed. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  caseNumber?: string;

  /** Where the name is shown because of both. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  birthDate?: string;
}
