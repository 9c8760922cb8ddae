import { Body, Controller, Get, Post } from '@nestjs/common';
import { CurrentStaff, Requires, type StaffMember } from '../staff';
import { type NearCritical, NearCriticalService } from './near-critical.service';
import { RegisterByStaffDto } from './registration.dto';
import { type RegisteredAnswer, RegistrationsService } from './registrations.service';

/** What staff do with registrations. */
@Controller('api/staff')
export class StaffRegistrationsController {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly nearCritical: NearCriticalService,
  ) {}

  /** Registers somebody who calls or comes, with the same chance; confirmed at once. Tells staff no more than the public. */
  @Requires('register-for-others')
  @Post('registrations')
  async register(@Body() body: RegisterByStaffDto, @CurrentStaff() staff: StaffMember): Promise<RegisteredAnswer> {
    return this.registrations.registerByStaff(body, staff);
  }

  /** People whose critical date is near and who have no application on record: to be called, whatever a draw brings. */
  @Requires('see-near-critical')
  @Get('registrations/near-critical')
  async listNearCritical(): Promise<NearCritical[]> {
    return this.nearCritical.list();
  }
}
