import { IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';

/** Where an uploaded register belongs. Nothing personal: this part of a request is in its URL. */
export class CaseImportQuery {
  /** The authority whose cases these are, as in the paths of its services. */
  @Matches(/^[a-z0-9][a-z0-9.-]{0,59}$/)
  authority: string;

  /** `true`: say what would happen, change nothing. */
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';
}

/** The file in JSON, for clients that can't send text/csv. */
export class CaseImportBody {
  @IsString()
  csv: string;

  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}
