import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { ApprovalView } from '../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { RegistrationParam, RequestHardshipDto } from './hardship.dto';
import { HardshipService } from './hardship.service';

/** Hardship, decided by one person and approved by another. */
@Controller('api/staff/hardship-grants')
export class HardshipController {
  constructor(private readonly hardship: HardshipService) {}

  /** What waits for a second person. */
  @Requires('see-hardship')
  @Get()
  async listWaiting(): Promise<ApprovalView[]> {
    return this.hardship.listWaiting();
  }

  @Requires('find-hardship')
  @Post()
  async request(@CurrentStaff() officer: StaffMember, @Body() body: RequestHardshipDto): Promise<ApprovalView> {
    return this.hardship.request(officer, body.registration, body.reason, body.proof);
  }

  @Requires('approve-hardship')
  @Post(':registration/approval')
  @HttpCode(200)
  async approve(@CurrentStaff() approver: StaffMember, @Param() { registration }: RegistrationParam): Promise<ApprovalView> {
    return this.hardship.approve(approver, registration);
  }
}
