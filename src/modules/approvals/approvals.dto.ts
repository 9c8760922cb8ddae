import { IsIn, IsUUID } from 'class-validator';

export class ApprovalParam {
  @IsUUID()
  id: string;
}

export class DecideApprovalDto {
  @IsIn(['approved', 'refused'])
  decision: 'approved' | 'refused';
}
