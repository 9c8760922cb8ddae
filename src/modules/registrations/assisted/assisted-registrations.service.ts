import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../../../platform/database';
import type { StaffMember } from '../../staff';
import { type ReceiptCopy, ReceiptCopies } from '../receipt-copies.service';
import type { RegisterByStaffDto } from '../registration.dto';
import { RegistrationRow } from '../registration.entity';
import { RegistrationError } from '../registrations.errors';
import { RegistrationsService } from '../registrations.service';

/** Two registrations with the id that one form has chosen. */
const SAME_REGISTRATION = 'pk_registrations';

/** Registers people who call or come, once for each form, however often it is sent, and hands out their receipt. */
@Injectable()
export class AssistedRegistrations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly registrations: RegistrationsService,
    private readonly receipts: ReceiptCopies,
  ) {}

  /**
   * @param id chosen with the form: sent twice it is one registration, and the same receipt
   * @throws RegistrationError as {@link RegistrationsService.registerByStaff}; `registration.not-found` for an id of somebody else's
   */
  async register(body: RegisterByStaffDto, staff: StaffMember, id: string): Promise<ReceiptCopy> {
    if (!(await this.isRegistered(id))) await this.registerOnce(body, staff, id);
    const row = await this.dataSource.manager.findOneBy(RegistrationRow, { id });
    // The receipt opens a person's entries: only whoever has registered them hands it over.
    if (row?.registeredBy !== staff.name) throw new RegistrationError('registration.not-found');
    return this.receipts.getOf(id);
  }

  private async registerOnce(body: RegisterByStaffDto, staff: StaffMember, id: string): Promise<void> {
    try {
      await this.registrations.registerByStaff(body, staff, id);
    } catch (error) {
      if (violatedConstraint(error) !== SAME_REGISTRATION) throw error;
    }
  }

  private async isRegistered(id: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(RegistrationRow, { id });
  }
}
