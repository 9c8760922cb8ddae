import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AcceptQuickly } from '../../platform/http';
import { CRITICAL_DATE_SOURCES, type CriticalDateSource } from '../identity';
import { type Language, LANGUAGES } from '../../platform/i18n';
import { HARDSHIP_REASONS, type HardshipReason } from './registration-vault';

/** Groups and pots (docs/spec: bytes). */
const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const SERVICE_PATH = /^[a-z0-9][a-z0-9.-]{0,37}\/[a-z0-9][a-z0-9.-]{0,37}$/;
const MOST_NAMES = 64;

/** As in the passport, in any script; a part that somebody does not have is empty. */
export class PersonDto {
  @IsString()
  @MaxLength(200)
  surname: string;

  @IsString()
  @MaxLength(200)
  givenNames: string;

  /** `YYYY-MM-DD`, `0000` and `00` for what is unknown. */
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  birthDate: string;
}

export class ContactDto {
  @IsIn(['mail', 'phone', 'none'])
  kind: 'mail' | 'phone' | 'none';

  /** An address or a number; absent for `none`. */
  @IsOptional()
  @IsString()
  @MaxLength(254)
  value?: string;
}

/** Somebody who speaks for the person: shown to staff, never entitled to the appointment. */
export class RepresentativeDto {
  @Length(1, 200)
  name: string;

  @IsOptional()
  @Length(1, 254)
  contact?: string;
}

/** Wishes of a registration. */
export class WishesDto {
  /** Groups, most wanted first; absent: any. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMES)
  @ArrayUnique()
  @Matches(NAME, { each: true })
  wishes?: string[];

  /** Rather any group than to be recognised in the public list by rare wishes. Absent: no. */
  @IsOptional()
  @IsBoolean()
  widenIfRare?: boolean;

  /** How many consecutive slots the case needs (a family); absent: 1. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9)
  size?: number;

  /** Pots this registration does not want to be served from. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_NAMES)
  @ArrayUnique()
  @Matches(NAME, { each: true })
  waivedPots?: string[];
}

/** What everybody sends on deadline day. */
@AcceptQuickly()
export class RegisterDto extends WishesDto {
  /** `<authority>/<slug>` */
  @Matches(SERVICE_PATH)
  service: string;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PersonDto)
  person: PersonDto;

  @Length(1, 60)
  caseNumber: string;

  /** What the person says; weighs nothing until the register or a document says so. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  criticalDate?: string;

  @IsOptional()
  @IsIn(CRITICAL_DATE_SOURCES)
  criticalDateSource?: CriticalDateSource;

  @IsOptional()
  @IsIn(HARDSHIP_REASONS)
  hardshipReason?: HardshipReason;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ContactDto)
  contact: ContactDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RepresentativeDto)
  representative?: RepresentativeDto;

  /** Language of letters. Absent: German. */
  @IsOptional()
  @IsIn(LANGUAGES)
  locale?: Language;
}

export class RegisterByStaffDto extends RegisterDto {
  /** How the person reached the office. Changes nothing about their chance. */
  @IsIn(['phone', 'counter'])
  channel: 'phone' | 'counter';
}
