import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
  IsDefined,
  IsISO8601,
} from 'class-validator';
import {
  type CapacityPattern,
  type Closure,
  COUNTER_NAME,
  GROUP_NAME,
  LEAST_SLOT_MINUTES,
  MOST_SLOT_MINUTES,
  type Shift,
  SLOT_PLACE,
} from './capacity-pattern';
import { type Land, LANDS } from './public-holidays';

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const DATE = /^20\d{2}-\d{2}-\d{2}$/;

export class ServicePathParams {
  @Matches(/^[a-z0-9][a-z0-9.-]{0,37}$/)
  authority: string;

  @Matches(/^[a-z0-9][a-z0-9.-]{0,37}$/)
  service: string;
}

export class ShiftDto implements Shift {
  @Matches(GROUP_NAME)
  id: string;

  /** 1 is Monday, 7 is Sunday. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(7)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(7, { each: true })
  weekdays: number[];

  /** `HH:MM` by the office's clock. */
  @Matches(CLOCK)
  from: string;

  @Matches(CLOCK)
  until: string;

  @IsInt()
  @Min(LEAST_SLOT_MINUTES)
  @Max(MOST_SLOT_MINUTES)
  slotMinutes: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(COUNTER_NAME, { each: true })
  counters: string[];

  @Matches(GROUP_NAME)
  group: string;

  @Matches(GROUP_NAME)
  label: string;

  @Matches(SLOT_PLACE)
  place: string;
}

export class ClosureDto implements Closure {
  @Matches(DATE)
  @IsISO8601({ strict: true })
  from: string;

  @Matches(DATE)
  @IsISO8601({ strict: true })
  until: string;

  @Length(1, 200)
  note: string;
}

/** See {@link CapacityPattern}. */
export class CapacityPatternDto implements CapacityPattern {
  /** Letters of the federal state whose public holidays are free; null: none. */
  @IsIn([...LANDS, null])
  land: Land | null;

  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique(({ id }: ShiftDto) => id)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ShiftDto)
  shifts: ShiftDto[];

  @IsArray()
  @ArrayMaxSize(366)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ClosureDto)
  closures: ClosureDto[];
}

export class StoreCapacityDto {
  /** The version that this one was made from; 0 for the first. */
  @IsInt()
  @Min(0)
  version: number;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => CapacityPatternDto)
  pattern: CapacityPatternDto;
}

export class PlanCapacityDto {
  /** First day. */
  @Matches(DATE)
  @IsISO8601({ strict: true })
  from: string;

  /** Last day. */
  @Matches(DATE)
  @IsISO8601({ strict: true })
  until: string;

  /** `true`: say what would happen, change nothing. */
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}
