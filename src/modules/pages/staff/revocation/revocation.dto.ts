import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Listed } from '../listed';
import { TAKEN_WAYS, type TakenWay } from '../../../registrations';
import { DeskParams } from '../staff-pages.dto';

/** What was done last. */
export const DONE = ['opened', 'answer', 'asked', 'dropped'] as const;
export type Done = (typeof DONE)[number];

export class AppointmentParams extends DeskParams {
  /** Id of the offer. */
  @IsUUID()
  appointment: string;
}

export class DoneQuery {
  @IsOptional()
  @IsIn(DONE)
  done?: Done;
}

export class FindAppointmentForm {
  /** Absent when nothing was typed. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  number?: string;
}

export class OpenHearingForm {
  @IsOptional() @IsString() @MaxLength(40) reason?: string;

  @Listed()
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsUUID(undefined, { each: true })
  reports?: string[];
}

export class TakeAnswerForm {
  @IsOptional() @IsString() @MaxLength(20_000) text?: string;
  @IsOptional() @IsIn(TAKEN_WAYS) via?: TakenWay;
}

export class DropForm {
  @IsOptional() @IsString() @MaxLength(40) dropReason?: string;
}
