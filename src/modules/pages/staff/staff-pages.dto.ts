import { IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import { DrawPageParams } from '../windows/windows.dto';

export class DeskParams {
  @Matches(/^[a-z-]{2,9}$/)
  language: string;
}

export class ApprovalPageParams extends DeskParams {
  @IsUUID()
  id: string;
}

export class DecisionForm {
  @IsIn(['approved', 'refused'])
  decision: 'approved' | 'refused';
}

export class VoidParams extends DrawPageParams {}

export class VoidForm {
  /** Absent when nothing was chosen. */
  @IsOptional()
  @IsString()
  @Matches(/^[a-z-]{1,40}$/)
  reason?: string;
}

/** After a form was taken: the page says so. */
export class AskedQuery {
  @IsOptional()
  @IsIn(['yes'])
  asked?: 'yes';
}
