import { Body, Controller, Post } from '@nestjs/common';
import type { ApprovalView } from '../../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../../staff';
import { CorrectNameDto } from './corrections.dto';
import { NameCorrections } from './name-corrections.service';

/** Asking for the correction of a typing error. Decided with the other approvals. */
@Controller('api/staff/name-corrections')
export class CorrectionsController {
  constructor(private readonly corrections: NameCorrections) {}

  /** Asks for a corrected name; a second person decides. */
  @Requires('ask-for-corrections')
  @Post()
  async ask(
    @Body() { registration, reason, surname, givenNames }: CorrectNameDto,
    @CurrentStaff() member: StaffMember,
  ): Promise<ApprovalView> {
    return this.corrections.ask(member, registration, reason, { surname, givenNames });
  }
}
