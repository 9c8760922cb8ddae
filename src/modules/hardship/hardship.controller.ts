import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AllowRoles, CurrentStaff, type StaffMember } from '../staff';
import { RegistrationParam, RequestHardshipDto } from './hardship.dto';
import { type HardshipGrantView, HardshipService } from './hardship.service';

/** Hardship, decided by one person and approved by another. */
@Controller('api/staff/hardship-grants')
export class HardshipController {
  constructor(private readonly hardship: HardshipService) {}

  /** What waits for a second person. */
  @AllowRoles('hardship-officer', 'approver', 'auditor')
  @Get()
  async listWaiting(): Promise<HardshipGrantView[]> {
    return this.hardship.listWaiting();
  }

  @AllowRoles('hardship-officer')
  @Post()
  async request(@CurrentStaff() officer: StaffMember, @Body() body: RequestHardshipDto): Promise<HardshipGrantView> {
    return this.hardship.request(officer, body.registration, body.reason);
  }

  @AllowRoles('approver')
  @Post(':registration/approval')
  @HttpCode(200)
  async approve(@CurrentStaff() approver: StaffMember, @Param() { registration }: RegistrationParam): Promise<HardshipGrantView> {
    return this.hardship.approve(approver, registration);
  }
}
