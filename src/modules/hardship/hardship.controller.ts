import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { RegistrationParam, RequestHardshipDto } from './hardship.dto';
import { type HardshipGrantView, HardshipService } from './hardship.service';

/** Hardship, decided by one person and approved by another. */
@Controller('api/staff/hardship-grants')
export class HardshipController {
  constructor(private readonly hardship: HardshipService) {}

  /** What waits for a second person. */
  @Requires('see-hardship')
  @Get()
  async listWaiting(): Promise<HardshipGrantView[]> {
    return this.hardship.listWaiting();
  }

  @Requires('find-hardship')
  @Post()
  async request(@CurrentStaff() officer: StaffMember, @Body() body: RequestHardshipDto): Promise<HardshipGrantView> {
    return this.hardship.request(officer, body.registration, body.reason);
  }

  @Requires('approve-hardship')
  @Post(':registration/approval')
  @HttpCode(200)
  async approve(@CurrentStaff() approver: StaffMember, @Param() { registration }: RegistrationParam): Promise<HardshipGrantView> {
    return this.hardship.approve(approver, registration);
  }
}
