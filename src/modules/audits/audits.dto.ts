import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { LOG_ENTRY_TYPES, type LogEntry } from '../audit-log';
import { OBJECTION_REASONS, type ObjectionReason } from './audit-findings.service';
import { ACT_KINDS, type ActKind } from './manual-acts.service';

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

export class PageQuery {
  /** From 1. */
  @IsOptional()
  @Matches(/^[1-9][0-9]{0,5}$/)
  page?: string;
}

export class LogQuery extends PageQuery {
  @IsOptional()
  @IsIn(LOG_ENTRY_TYPES)
  type?: LogEntry['type'];

  /** The beginning of a draw's id or a window's path. */
  @IsOptional()
  @Matches(/^[\x20-\x7e]{0,120}$/)
  about?: string;

  /** `YYYY-MM-DD`, days of the office's calendar, both included. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  from?: string;

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  until?: string;
}

export class ActsQuery extends PageQuery {
  @IsOptional()
  @IsIn(ACT_KINDS)
  kind?: ActKind;

  /** Pseudonym of either person. */
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9._-]{0,39}$/)
  by?: string;

  @IsOptional()
  @IsString()
  @MaxLength(120)
  @Matches(DRAW_ID)
  drawId?: string;
}

const SIZE = /^(0|[1-9][0-9]{0,14})$/;

export class IndexParam {
  @Matches(SIZE)
  index: string;
}

export class ConsistencyQuery {
  @Matches(SIZE)
  from: string;

  @Matches(SIZE)
  to: string;
}
