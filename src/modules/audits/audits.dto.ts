import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { OBJECTION_REASONS, type ObjectionReason } from './audit-findings.service';

const DRAW_ID = /^[a-z0-9.-]+(\/[a-z0-9.-]+){2}\/(0|[1-9][0-9]{0,3})$/;

export class DrawOfAudit {
  @IsString()
  @MaxLength(120)
  @Matches(DRAW_ID)
  drawId: string;
}

export class SamplesQuery {
  @IsOptional()
  @IsString()
  @MaxLength(120)
  @Matches(DRAW_ID)
  drawId?: string;
}

export class SampleParam {
  @IsUUID()
  id: string;
}

export class SampleEntryParam extends SampleParam {
  @Matches(/^[0-9a-f]{32}$/)
  ticketId: string;
}

export class FindingDto {
  @IsIn(['confirmed', 'objected'])
  outcome: 'confirmed' | 'objected';

  @IsOptional()
  @IsIn(OBJECTION_REASONS)
  reason?: ObjectionReason;
}
