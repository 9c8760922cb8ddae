import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { WindowPlan } from './window-plan';

/** docs/spec: bytes. That the instant exists, and the timetable's order, is for the core to say. */
export const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
/** Groups, labels, pots, contributors (docs/spec: bytes). */
export const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const MOST_SECONDS = 10 * 366 * 86_400;

export class RefillDto {
  @Matches(TIME)
  firstAt: string;

  @IsInt()
  @Min(1)
  @Max(MOST_SECONDS)
  everySeconds: number;

  @Matches(TIME)
  lastAt: string;

  @IsInt()
  @Min(1)
  @Max(MOST_SECONDS)
  freezeSecondsBefore: number;

  @IsInt()
  @Min(1)
  @Max(MOST_SECONDS)
  revealSecondsBefore: number;
}

export class TimetableDto {
  @Matches(TIME)
  opensAt: string;

  @Matches(TIME)
  closesAt: string;

  @Matches(TIME)
  freezeAt: string;

  @Matches(TIME)
  revealBy: string;

  @Matches(TIME)
  drawAt: string;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => RefillDto)
  refill: RefillDto;
}

export class RuleParametersDto {
  @IsInt()
  @Min(0)
  @Max(3660)
  leadDays: number;

  @IsInt()
  @Min(1)
  @Max(64)
  cap: number;

  @IsInt()
  @Min(0)
  @Max(1000)
  maxLosses: number;

  @IsInt()
  @Min(1)
  @Max(1000)
  guaranteeAfter: number;
}

export class TicketsDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(64)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(64, { each: true })
  allowed: number[];

  @IsIn(['uniform', 'rising', 'savable'])
  rule: 'uniform' | 'rising' | 'savable';

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => RuleParametersDto)
  parameters: RuleParametersDto;
}

export class PassDto {
  @Matches(NAME)
  pot: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(NAME, { each: true })
  from: string[];

  /** Slots that this pass gives at most; absent: no limit of its own. */
  @IsOptional()
  @IsInt()
  @Min(0)
  max?: number;
}

/** See {@link WindowPlan}. Checks shapes and sizes; the core checks the meaning when the announcement is formed. */
export class PlanDto implements WindowPlan {
  @Length(1, 200)
  title: string;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TimetableDto)
  timetable: TimetableDto;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => TicketsDto)
  tickets: TicketsDto;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PassDto)
  passes: PassDto[];

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @Matches(NAME, { each: true })
  groups: string[];

  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(NAME, { each: true })
  contributors: string[];
}
