import { Body, Controller, Post } from '@nestjs/common';
import type { ApprovalView } from '../../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../../staff';
import { GrantSlotDto } from './grants.dto';
import { SlotGrants } from './slot-grants.service';

/** Asking for a slot outside the draw. Decided with the other approvals. */
@Controller('api/staff/slot-grants')
export class GrantsController {
  constructor(private readonly grants: SlotGrants) {}

  /** Asks for a slot outside the draw; a second person decides. */
  @Requires('ask-for-grants')
  @Post()
  async ask(@Body() { registration, reason, window, slot }: GrantSlotDto, @CurrentStaff() member: StaffMember): Promise<ApprovalView> {
    return this.grants.ask(member, registration, reason, { window, slot });
  }
}
