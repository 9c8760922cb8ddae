import { Body, Controller, Post } from '@nestjs/common';
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { APPROVAL_KINDS, type ApprovalView } from '../../approvals';
import { CurrentStaff, Requires, type StaffMember } from '../../staff';
import { NameCorrections } from './name-corrections.service';

export class CorrectNameDto {
  /** The registration's id. */
  @IsUUID()
  registration: string;

  @IsIn(APPROVAL_KINDS['name.correct'].reasons)
  reason: string;

  /** As the document writes it; empty where there is none. */
  @IsString()
  @MaxLength(200)
  surname: string;

  @IsString()
  @MaxLength(200)
  givenNames: string;
}

/** Asking for the correction of a typing error. Decided with the other approvals. */
@Controller('api/staff/name-corrections')
export class CorrectionsController {
  constructor(private readonly corrections: NameCorrections) {}

  @Requires('ask-for-corrections')
  @Post()
  async ask(
    @Body() { registration, reason, surname, givenNames }: CorrectNameDto,
    @CurrentStaff() member: StaffMember,
  ): Promise<ApprovalView> {
    return this.corrections.ask(member, registration, reason, { surname, givenNames });
  }
}
