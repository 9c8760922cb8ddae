import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { DeskParams } from '../staff-pages.dto';

const PATH_PART = /^[a-z0-9][a-z0-9.-]{0,37}$/;

/** A field as somebody typed it: what is wrong with it the page says. */
export function Typed(longest = 500): PropertyDecorator {
  return (target, name) => [IsOptional(), IsString(), MaxLength(longest)].forEach((decorate) => decorate(target, name));
}

/** Boxes of one name: none, one or several. */
export function Ticked(): PropertyDecorator {
  const toList = Transform(({ value }: { value: unknown }) => (value === undefined ? [] : [value].flat()));
  return (target, name) =>
    [toList, IsOptional(), IsArray(), ArrayMaxSize(500), IsString({ each: true }), MaxLength(100, { each: true })].forEach((decorate) =>
      decorate(target, name),
    );
}

export class ServiceDeskParams extends DeskParams {
  @Matches(PATH_PART)
  authority: string;

  @Matches(PATH_PART)
  service: string;
}

export class ShiftParams extends ServiceDeskParams {
  /** A shift's id, or `new`. */
  @Matches(/^[a-z0-9][a-z0-9._-]{0,39}$/)
  shift: string;
}

export class WindowDeskParams extends DeskParams {
  @IsUUID()
  id: string;
}

/** What a change to a pattern was made from. */
export class VersionForm {
  @Matches(/^\d{1,9}$/)
  version: string;
}

export class ShiftForm extends VersionForm {
  @Ticked()
  weekdays?: string[];

  @Typed()
  from?: string;

  @Typed()
  until?: string;

  @Typed()
  minutes?: string;

  @Typed(2000)
  counters?: string;

  @Typed()
  group?: string;

  @Typed()
  label?: string;

  @Typed()
  place?: string;
}

export class DaysOffForm extends VersionForm {
  @Typed()
  land?: string;

  @Typed(20_000)
  closures?: string;
}

export class DaysQuery {
  @Typed()
  from?: string;

  @Typed()
  until?: string;
}

export class MakeSlotsForm extends VersionForm {
  @Typed()
  from?: string;

  @Typed()
  until?: string;
}

/** A file of slots, chosen or carried over from the check before. */
export class SlotFileForm {
  @IsOptional()
  @IsString()
  file?: string;

  @IsOptional()
  @IsIn(['check', 'take'])
  act?: 'check' | 'take';
}
