import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { timeOf } from '../../../platform/clock';
import { PrivateLinks } from '../private-links';
import { RegistrationRow, type ContactKind } from '../registration.entity';
import { RegistrationError } from '../registrations.errors';

/** What somebody who has just sent a form, or holds the letter's link, may be told: nothing that names the person. */
export interface SentForm {
  readonly registrationId: string;
  readonly serviceId: string;
  /** The private link's token. */
  readonly link: string;
  readonly contactKind: ContactKind;
  /** `over`: not confirmed in time, withdrawn or ended. */
  readonly state: 'unconfirmed' | 'confirmed' | 'over';
  /** `YYYY-MM-DDTHH:MM:SSZ` */
  readonly confirmBy: string;
}

/** Looks up what became of a form, and of a confirmation link. */
@Injectable()
export class SentForms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly links: PrivateLinks,
  ) {}

  /** @throws RegistrationError `registration.not-found` */
  async get(registrationId: string): Promise<SentForm> {
    const row = await this.dataSource.manager.findOneBy(RegistrationRow, { id: registrationId });
    if (row === null) throw new RegistrationError('registration.not-found');
    return {
      registrationId,
      serviceId: row.serviceId,
      link: this.links.linkOf(row.id),
      contactKind: row.contactKind,
      state: stateOf(row),
      confirmBy: timeOf(row.confirmBy),
    };
  }

  /** @param token of a letter's confirmation link  @throws RegistrationError `registration.not-found` */
  async getByToken(token: string): Promise<SentForm> {
    const id = this.links.findByConfirmationToken(token);
    if (id === null) throw new RegistrationError('registration.not-found');
    return this.get(id);
  }
}

function stateOf({ state, confirmedAt }: RegistrationRow): SentForm['state'] {
  if (state === 'unconfirmed') return 'unconfirmed';
  const over = state === 'withdrawn' || state === 'ended' || state === 'excluded';
  return over && confirmedAt === null ? 'over' : 'confirmed';
}
