import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, IsUUID, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { CRITICAL_DATE_SOURCES, type CriticalDateSource } from '../../identity';
import { OwnKeyDto } from '../own-registration.dto';
import { TAKEN_WAYS, type TakenWay } from '../statements';
import { KEEP_REASONS, type KeepReason } from './review-item.entity';
import { SUSPICIONS, type Suspicion } from './review-notice.entity';

/** Characters of an objection: a page and a half. */
export const LONGEST_OBJECTION = 4000;

export class ReviewParam {
  @IsUUID()
  id: string;
}

export class ReviewListQuery {
  /** Of the page before: what it says comes next. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  after?: string;
}

/** Facts that staff have taken from a document they have seen: only such facts weigh (docs/spec: policy). */
export class SeenFactsDto {
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  criticalDate: string;

  /** Which document. */
  @IsIn(CRITICAL_DATE_SOURCES)
  criticalDateSource: CriticalDateSource;

  /** Whether an application is on record. Absent: nothing has been found out about that. */
  @IsOptional()
  @IsBoolean()
  applicationRecorded?: boolean;
}

export class KeepAllDto {
  @IsIn(KEEP_REASONS)
  reason: KeepReason;
}

export class KeepDto extends KeepAllDto {
  /** Absent: no document was seen, the critical date stays unverified. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SeenFactsDto)
  facts?: SeenFactsDto;
}

export class NoticeDto {
  @IsIn(SUSPICIONS)
  suspicion: Suspicion;
}

export class ReasonDto {
  /** Code of a reason from the kind's closed list. */
  @Matches(/^[a-z-]{1,40}$/)
  reason: string;
}

export class MergeDto extends ReasonDto {
  /** Registration that stays. */
  @IsUUID()
  into: string;
}

export class ObjectionTextDto {
  @IsString()
  @Length(1, LONGEST_OBJECTION)
  text: string;
}

export class TakenObjectionDto extends ObjectionTextDto {
  @IsIn(TAKEN_WAYS)
  via: TakenWay;
}

export class OwnObjectionDto extends OwnKeyDto {
  @IsString()
  @Length(1, LONGEST_OBJECTION)
  text: string;
}
