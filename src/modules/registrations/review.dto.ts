import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { CRITICAL_DATE_SOURCES, type CriticalDateSource } from '../identity';
import { REVIEW_DECISIONS, type ReviewDecision } from './review-item.entity';

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

export class DecideReviewDto {
  /**
   * keep: it takes part; merge: it and the other one are one person's, and count as one; refuse: it does not take part;
   * replace: it takes part and the other one, which stood for the same case, does not.
   */
  @IsIn(REVIEW_DECISIONS)
  decision: ReviewDecision;

  /** Only with keep and replace. Absent: no document was seen, the critical date stays unverified. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => SeenFactsDto)
  facts?: SeenFactsDto;
}
