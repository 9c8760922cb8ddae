import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { ACT_KINDS, type ActKind, OBJECTION_REASONS, type ObjectionReason } from '../../../audits';
import { LOG_ENTRY_TYPES, type LogEntry } from '../../../audit-log';
import { WindowPageParams } from '../../windows/windows.dto';
import { DeskParams } from '../staff-pages.dto';

/** Fields of a search that were left empty were not filled in. */
const EmptyIsAbsent = () => Transform(({ value }) => (value === '' ? undefined : (value as unknown)));

export class SamplePageParams extends DeskParams {
  @IsUUID()
  id: string;
}

export class EntryPageParams extends SamplePageParams {
  @Matches(/^[0-9a-f]{32}$/)
  ticketId: string;
}

export class LogEntryPageParams extends DeskParams {
  @Matches(/^(0|[1-9][0-9]{0,14})$/)
  index: string;
}

export class LedgerPageParams extends WindowPageParams {}

export class PersonForm {
  @IsOptional()
  @IsString()
  @MaxLength(100)
  caseNumber?: string;
}

/** A choice that was not made is absent. */
export class FindingForm {
  @IsOptional()
  @IsIn(['confirmed', 'objected'])
  outcome?: 'confirmed' | 'objected';

  @IsOptional()
  @EmptyIsAbsent()
  @IsIn(OBJECTION_REASONS)
  reason?: ObjectionReason;
}

export class TurnedPageQuery {
  @IsOptional()
  @Matches(/^[1-9][0-9]{0,5}$/)
  page?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class LogPageQuery extends TurnedPageQuery {
  @EmptyIsAbsent()
  @IsOptional()
  @IsIn(LOG_ENTRY_TYPES)
  type?: LogEntry['type'];

  @EmptyIsAbsent()
  @IsOptional()
  @Matches(/^[\x20-\x7e]{0,120}$/)
  about?: string;

  @EmptyIsAbsent()
  @IsOptional()
  @Matches(DAY)
  from?: string;

  @EmptyIsAbsent()
  @IsOptional()
  @Matches(DAY)
  until?: string;
}

export class ActsPageQuery extends TurnedPageQuery {
  @EmptyIsAbsent()
  @IsOptional()
  @IsIn(ACT_KINDS)
  kind?: ActKind;

  @EmptyIsAbsent()
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9._-]{0,39}$/)
  by?: string;

  @EmptyIsAbsent()
  @IsOptional()
  @IsString()
  @MaxLength(120)
  @Matches(/^[a-z0-9.-]+(\/[a-z0-9.-]+){2}\/(0|[1-9][0-9]{0,3})$/)
  drawId?: string;
}

export class CheckpointsQuery {
  @EmptyIsAbsent()
  @IsOptional()
  @Matches(/^(0|[1-9][0-9]{0,14})$/)
  from?: string;

  @EmptyIsAbsent()
  @IsOptional()
  @Matches(/^(0|[1-9][0-9]{0,14})$/)
  to?: string;
}
