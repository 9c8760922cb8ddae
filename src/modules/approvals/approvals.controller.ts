import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { ApprovalParam, DecideApprovalDto } from './approvals.dto';
import { Approvals, type ApprovalView } from './approvals.service';

/** What waits for a second person. Asking is done where the thing itself is. */
@Controller('api/staff/approvals')
export class ApprovalsController {
  constructor(private readonly approvals: Approvals) {}

  /** What waits for a second person, and what was decided last. */
  @Requires('see-approvals')
  @Get()
  async list(): Promise<ApprovalView[]> {
    return this.approvals.list();
  }

  /** Decides what somebody else has asked for. */
  @Requires('decide-approvals')
  @Post(':id/decision')
  @HttpCode(200)
  async decide(
    @Param() { id }: ApprovalParam,
    @Body() { decision }: DecideApprovalDto,
    @CurrentStaff() member: StaffMember,
  ): Promise<ApprovalView> {
    return this.approvals.decide(member, id, decision);
  }
}
