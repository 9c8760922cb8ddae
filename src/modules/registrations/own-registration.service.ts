import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { addToOutbox } from '../../platform/outbox';
import { WindowsService } from '../windows';
import { foldContact, parseContact } from './contact';
import { checkWishes, listGroups } from './open-services';
import type { ChangeContactDto, ChangeWishesDto } from './own-registration.dto';
import { type ActNote, type OwnKey, RegistrationAccess } from './registration-access.service';
import { RegistrationDrafts } from './registration-drafts';
import { type OwnRegistration, publicStateOf, viewOwn } from './own-registration-view';
import type { RegistrationRow } from './registration.entity';
import { RegistrationVault } from './registration-vault';
import { RegistrationError } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';
import { formatWishes } from './wish-list';

/** Changes somebody's contact. */
@Injectable()
export class OwnContact {
  constructor(
    private readonly vault: RegistrationVault,
    private readonly drafts: RegistrationDrafts,
  ) {}

  /** @throws RegistrationError `registration.malformed-contact`, `registration.contact-needed` */
  async change(em: EntityManager, row: RegistrationRow, body: ChangeContactDto): Promise<Partial<RegistrationRow>> {
    const contact = parseContact(body.contact);
    if (contact.kind === 'none' && row.channel === 'online')
      throw new RegistrationError('registration.contact-needed', { field: 'contact.kind' });
    const kind = row.state === 'unconfirmed' ? 'registration.received' : 'registration.confirmed';
    await addToOutbox(em, [{ kind, registrationId: row.id }]);
    return {
      contactKind: contact.kind,
      contactKey: this.drafts.deriveContactKey(foldContact(contact)),
      sealed: this.vault.seal(row.id, { ...this.vault.open(row), contact }),
    };
  }
}

/** What people do with their own registration: look, change wishes and contact, withdraw; by themselves, or through staff who leave a note. */
@Injectable()
export class OwnRegistrationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RegistrationAccess,
    private readonly repository: RegistrationsRepository,
    private readonly windows: WindowsService,
    private readonly contacts: OwnContact,
    private readonly clock: Clock,
  ) {}

  /** @throws RegistrationError `registration.not-found` */
  async status(key: OwnKey): Promise<OwnRegistration> {
    return this.unitOfWork.run(async (em) => this.view(em, await this.access.get(em, key)));
  }

  /** New wishes count from the next freeze on; what is frozen stays. @throws RegistrationError */
  async changeWishes(body: ChangeWishesDto, note?: ActNote): Promise<OwnRegistration> {
    return this.change(body, note, async (em, row) => {
      checkWishes(await listGroups(em, row.serviceId), body.wishes);
      return { choices: formatWishes(body), size: body.size ?? 1, waivedPots: body.waivedPots ?? [] };
    });
  }

  /** Letters go to the new contact from now on. An unconfirmed registration gets its code there again. */
  async changeContact(body: ChangeContactDto, note?: ActNote): Promise<OwnRegistration> {
    return this.change(body, note, (em, row) => this.contacts.change(em, row, body));
  }

  /** Takes part in no further draw; final. Withdrawing twice is once. */
  async withdraw(key: OwnKey, note?: ActNote): Promise<OwnRegistration> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.access.lock(em, key);
      if (row.state === 'withdrawn') return this.view(em, row);
      refuseUnlessOpen(row);
      const withdrawn = { state: 'withdrawn' as const, decisionUntold: false, endedAt: this.clock.now() };
      await this.repository.change(em, row.id, withdrawn);
      await note?.(em);
      return this.view(em, { ...row, ...withdrawn });
    });
  }

  private async change(
    key: OwnKey,
    note: ActNote | undefined,
    decide: (em: EntityManager, row: RegistrationRow) => Promise<Partial<RegistrationRow>>,
  ): Promise<OwnRegistration> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.access.lock(em, key);
      refuseUnlessOpen(row);
      const change = await decide(em, row);
      await this.repository.change(em, row.id, change);
      await note?.(em);
      return this.view(em, { ...row, ...change });
    });
  }

  private async view(em: EntityManager, row: RegistrationRow): Promise<OwnRegistration> {
    return viewOwn(row, await this.windows.getServiceById(em, row.serviceId));
  }
}

/** @throws RegistrationError when there is nothing left to change, or an appointment has to be answered first */
function refuseUnlessOpen(row: RegistrationRow): void {
  const state = publicStateOf(row);
  if (state === 'offered' || state === 'served') throw new RegistrationError('registration.appointment-first');
  if (state === 'withdrawn' || state === 'excluded' || state === 'ended') throw new RegistrationError('registration.over');
}
