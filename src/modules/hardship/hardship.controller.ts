import { Body, Controller, Get, Post } from '@nestjs/common';
import type { ApprovalView } from '../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { RequestHardshipDto } from './hardship.dto';
import { HardshipService } from './hardship.service';

/** Hardship: one person asks for it here; another decides with the other approvals. */
@Controller('api/staff/hardship-grants')
export class HardshipController {
  constructor(private readonly hardship: HardshipService) {}

  /** What waits for a second person. */
  @Requires('see-hardship')
  @Get()
  async listWaiting(): Promise<ApprovalView[]> {
    return this.hardship.listWaiting();
  }

  /** Asks for hardship, with the kind of proof that was seen; a second person decides. */
  @Requires('find-hardship')
  @Post()
  async request(@CurrentStaff() officer: StaffMember, @Body() body: RequestHardshipDto): Promise<ApprovalView> {
    return this.hardship.request(officer, body.registration, body.reason, body.proof);
  }
}
