import { Body, Controller, Post } from '@nestjs/common';
import { IsIn, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { APPROVAL_KINDS, type ApprovalView } from '../../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../../staff';
import { SlotGrants } from './slot-grants.service';

export class GrantSlotDto {
  /** The registration's id. */
  @IsUUID()
  registration: string;

  @IsIn(APPROVAL_KINDS['slot.grant'].reasons)
  reason: string;

  /** `<authority>/<service>/<window>` */
  @IsString()
  @MaxLength(120)
  window: string;

  /** Id of the first slot; as many after it are taken as the registration needs. */
  @Matches(/^[a-z0-9][a-z0-9._-]{0,39}$/)
  slot: string;
}

/** Asking for a slot outside the draw. Decided with the other approvals. */
@Controller('api/staff/slot-grants')
export class GrantsController {
  constructor(private readonly grants: SlotGrants) {}

  @Requires('ask-for-grants')
  @Post()
  async ask(@Body() { registration, reason, window, slot }: GrantSlotDto, @CurrentStaff() member: StaffMember): Promise<ApprovalView> {
    return this.grants.ask(member, registration, reason, { window, slot });
  }
}
