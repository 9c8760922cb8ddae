import { Injectable } from '@nestjs/common';
import { formatTime } from '../../core';
import { UnitOfWork } from '../../platform/database';
import type { StaffMember } from '../staff';
import { ConfirmationService } from './confirmation.service';
import type { NewRegistration } from './new-registration';
import { OpenServices } from './open-services';
import { PrivateLinks } from './private-links';
import type { RegisterByStaffDto, RegisterDto } from './registration.dto';
import { type RegistrationDraft, RegistrationDrafts, type RegistrationOrigin } from './registration-drafts';
import { RegistrationIntake } from './registration-intake';
import { RegistrationError } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';

/** What somebody who registers gets, whatever the register or an earlier registration says about the case. */
export interface RegisteredAnswer {
  readonly registration: string;
  /** The private link's token: with the case number it opens the registration. */
  readonly link: string;
  /** A signed note. */
  readonly receipt: string;
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  readonly confirmBy: string;
}

/** Takes registrations in: from everybody online, and from staff for those who call or come. */
@Injectable()
export class RegistrationsService {
  constructor(
    private readonly services: OpenServices,
    private readonly drafts: RegistrationDrafts,
    private readonly intake: RegistrationIntake,
    private readonly confirmation: ConfirmationService,
    private readonly links: PrivateLinks,
    private readonly repository: RegistrationsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Registers online; counts once the contact is confirmed.
   * @param origin an id chosen by a caller who may have to ask twice: the second time breaks `pk_registrations`
   * @throws RegistrationError, DomainError `service.unknown`
   */
  async register(body: RegisterDto, origin: RegistrationOrigin = {}): Promise<RegisteredAnswer> {
    if (body.contact.kind === 'none') throw new RegistrationError('registration.contact-needed', { field: 'contact.kind' });
    const service = await this.services.getOpen(body.service, body.wishes);
    const draft = this.drafts.draft(body, service, 'online', origin);
    await this.intake.add(draft.row);
    return this.answer(draft);
  }

  /** Registers somebody who has called or come: confirmed at once, since staff have spoken to them. Same chance, same answer; who did it is kept. */
  async registerByStaff(body: RegisterByStaffDto, staff: StaffMember, id?: string): Promise<RegisteredAnswer> {
    const service = await this.services.getOpen(body.service, body.wishes);
    const draft = this.drafts.draft(body, service, body.channel, { id });
    await this.unitOfWork.run(async (em) => {
      await this.intake.addWithin(em, draft.row);
      await this.repository.change(em, draft.row.id, { registeredBy: staff.name });
      await this.confirmation.confirmPresent(em, draft.row.id);
    });
    return this.answer(draft);
  }

  private answer({ row, receipt }: RegistrationDraft): RegisteredAnswer {
    return {
      registration: row.id,
      link: this.links.linkOf(row.id),
      receipt,
      confirmBy: confirmByOf(row),
    };
  }
}

function confirmByOf(row: NewRegistration): string {
  return formatTime(row.confirmBy.getTime() / 1000);
}
