import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { HANDED_TO, type Handover, HANDOVER_PARTS, HANDOVER_REASONS, PRESENT_REASONS, type PresentReason } from '../../../appointments';
import { Listed } from '../listed';
import { DeskParams } from '../staff-pages.dto';

/** Which part of the day's list somebody works with. Neither says anything about a person. */
export class CounterQuery {
  /** The office's day; absent: today. */
  @IsOptional()
  @Matches(/^2\d{3}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  day?: string;

  /** One counter; absent: all. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  place?: string;

  /** An appointment that has just been dealt with. */
  @IsOptional()
  @IsUUID()
  done?: string;
}

export class FindForm extends CounterQuery {
  @IsString()
  @MaxLength(500)
  typed: string;
}

export class AppointmentPageParams extends DeskParams {
  @IsUUID()
  appointment: string;
}

/** What a finding page carries along of a document that was read. In the body only: it names a person. */
export class FindingForm extends CounterQuery {
  @IsOptional()
  @IsString()
  @MaxLength(500)
  typed?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  documentSurname?: string;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  documentGivenNames?: string;

  @IsOptional()
  @Matches(/^(\d\d|<<){3}$/)
  documentBirth?: string;

  @IsOptional()
  @IsIn(['yes', 'no'])
  documentCut?: 'yes' | 'no';

  /** `present`: nothing differs; a reason: something does, and it is the person all the same. */
  @IsOptional()
  @IsIn(['present', 'mismatch', ...PRESENT_REASONS])
  outcome?: 'present' | 'mismatch' | PresentReason;
}

export class HandOverForm extends CounterQuery {
  @IsOptional()
  @Listed()
  @IsIn(HANDOVER_PARTS, { each: true })
  parts?: Handover['parts'];

  @IsOptional()
  @IsIn(HANDOVER_REASONS)
  reason?: Handover['reason'];

  @IsOptional()
  @IsIn(HANDED_TO)
  handedTo?: Handover['handedTo'];
}

export class PaperForm {
  @Matches(/^2\d{3}-\d{2}-\d{2}$/)
  @IsISO8601({ strict: true })
  day: string;

  @IsUUID()
  office: string;

  @IsIn(['hold', 'close'])
  act: 'hold' | 'close';
}
