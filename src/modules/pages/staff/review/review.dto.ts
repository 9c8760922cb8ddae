import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { TAKEN_WAYS, type TakenWay } from '../../../registrations';
import { DeskParams } from '../staff-pages.dto';
import { DONE } from './review-choices';

export class ReviewQuery {
  /** Where the page begins. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  after?: string;

  @IsOptional()
  @IsIn(['yes'])
  done?: 'yes';
}

export class ClusterParams extends DeskParams {
  @IsUUID()
  id: string;
}

export class MemberParams extends ClusterParams {
  @IsUUID()
  registration: string;
}

export class RegistrationParams extends DeskParams {
  @IsUUID()
  registration: string;
}

export class ClusterQuery {
  @IsOptional()
  @Matches(/^[1-9]\d{0,3}$/)
  page?: string;
}

export class MemberQuery {
  @IsOptional()
  @IsIn(DONE)
  done?: (typeof DONE)[number];
}

export class KeepAllForm {
  @IsOptional()
  @IsString()
  @MaxLength(40)
  reason?: string;
}

export class KeepForm {
  @IsOptional() @IsString() @MaxLength(40) keepReason?: string;
  @IsOptional() @IsString() @MaxLength(40) criticalDate?: string;
  @IsOptional() @IsString() @MaxLength(40) criticalDateSource?: string;
  @IsOptional() @IsIn(['yes', 'no', 'unknown']) applicationRecorded?: 'yes' | 'no' | 'unknown';
}

export class MergeForm {
  @IsOptional() @IsUUID() into?: string;
  @IsOptional() @IsString() @MaxLength(40) mergeReason?: string;
}

export class NoticeForm {
  @IsOptional() @IsString() @MaxLength(40) suspicion?: string;
}

export class ObjectionForm {
  @IsOptional() @IsString() @MaxLength(20_000) text?: string;
  @IsOptional() @IsIn(['', ...TAKEN_WAYS]) via?: '' | TakenWay;
}

export class ExcludeForm {
  @IsOptional() @IsString() @MaxLength(40) excludeReason?: string;
}
