import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsInt, IsObject, IsOptional, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { NAME, PlanDto } from './plan.dto';

/** A part of a path (docs/spec: bytes, `drawId`), short enough for three of them and a number in 120 characters. */
const PATH_PART = /^[a-z0-9][a-z0-9.-]{0,37}$/;
const SERVICE_PATH = /^[a-z0-9][a-z0-9.-]{0,37}\/[a-z0-9][a-z0-9.-]{0,37}$/;
/** `<template>-YYYY-MM-DD` has to be a path part. */
const TEMPLATE_NAME = /^[a-z0-9][a-z0-9.-]{0,26}$/;
const MOST_SECONDS = 366 * 86_400;

export class CreateServiceDto {
  @Matches(PATH_PART)
  authority: string;

  @Matches(PATH_PART)
  slug: string;

  @Length(1, 200)
  title: string;

  /** Seconds an applicant has to confirm their contact. */
  @IsInt()
  @Min(1)
  @Max(MOST_SECONDS)
  confirmWithinSeconds: number;

  /** Seconds somebody has to answer an offer. */
  @IsInt()
  @Min(1)
  @Max(MOST_SECONDS)
  answerWithinSeconds: number;

  /** Absent: registering is no application in law. */
  @IsOptional()
  @IsIn(['none', 'application'])
  legalEffect?: 'none' | 'application';
}

export class CreateOfficeDto {
  @Matches(PATH_PART)
  authority: string;

  @Matches(PATH_PART)
  slug: string;

  @Length(1, 200)
  name: string;

  @Length(1, 500)
  address: string;
}

export class CreateGroupDto {
  /** `<authority>/<slug>` */
  @Matches(SERVICE_PATH)
  service: string;

  /** Slug of an office of the same authority. */
  @Matches(PATH_PART)
  office: string;

  @Matches(NAME)
  name: string;

  @Length(1, 200)
  title: string;
}

export class PlanWindowDto {
  /** `<authority>/<slug>` */
  @Matches(SERVICE_PATH)
  service: string;

  /** The window's own name, last part of its path. */
  @Matches(PATH_PART)
  window: string;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PlanDto)
  plan: PlanDto;
}

export class CreateTemplateDto {
  /** `<authority>/<slug>` */
  @Matches(SERVICE_PATH)
  service: string;

  @Matches(TEMPLATE_NAME)
  name: string;

  /** The first window's; `{date}` in its title becomes each window's day of opening. */
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => PlanDto)
  plan: PlanDto;

  @IsInt()
  @Min(1)
  @Max(366)
  repeatDays: number;

  @IsInt()
  @Min(1)
  @Max(MOST_SECONDS)
  announceSecondsBefore: number;
}

export class IdParam {
  @IsUUID()
  id: string;
}

/** Where a window is: its path's three parts. */
export class WindowPathParams {
  @Matches(PATH_PART)
  authority: string;

  @Matches(PATH_PART)
  service: string;

  @Matches(PATH_PART)
  window: string;
}
