import { IsBoolean, IsIn, IsOptional, IsString, IsUUID } from 'class-validator';

export class WindowIdParam {
  /** The window's id, as planning it has answered. */
  @IsUUID()
  id: string;
}

export class SlotImportQuery {
  /** For a body of type text/csv. `true`: say what would happen, change nothing. */
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';
}

/** The file in JSON, for clients that can't send text/csv. */
export class SlotImportBody {
  @IsString()
  csv: string;

  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}
