import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formatTime } from '../../core';
import { Clock } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { addToOutbox } from '../../platform/outbox';
import { WindowsService } from '../windows';
import { formatConfirmed } from './confirmation.service';
import { foldContact, parseContact } from './contact';
import { checkWishes, listGroups } from './open-services';
import type { ChangeContactDto, ChangeWishesDto } from './own-registration.dto';
import { type OwnKey, RegistrationAccess } from './registration-access.service';
import { RegistrationDrafts } from './registration-drafts';
import type { RegistrationRow, RegistrationState } from './registration.entity';
import { RegistrationVault } from './registration-vault';
import { RegistrationError } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';
import { formatWishes, parseWishes } from './wish-list';

/**
 * `confirmed` says that the contact is confirmed, not that the registration takes part. Until the freeze, standing, waiting for staff and having
 * been excluded by them look the same from outside: otherwise registering a stranger's case would tell whether it exists or is registered.
 */
export type PublicState = Exclude<RegistrationState, 'in_review' | 'standing'> | 'confirmed';

/** A person's own registration as they see it. */
export interface OwnRegistration {
  readonly registration: string;
  /** `<authority>/<slug>` */
  readonly service: string;
  readonly state: PublicState;
  readonly receivedAt: string;
  readonly confirmBy: string;
  /** The moment that counts: into a window's draws go those confirmed by its closing. Null until then. */
  readonly confirmedAt: string | null;
  /** Groups, most wanted first; null for any. */
  readonly wishes: readonly string[] | null;
  /** Whether rare wishes may be widened to any group. */
  readonly widenIfRare: boolean;
  readonly size: number;
  readonly waivedPots: readonly string[];
  readonly contactKind: RegistrationRow['contactKind'];
  /** Main draws lost since it was last served. */
  readonly losses: number;
}

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

/** What people do with their own registration: look, change wishes and contact, withdraw. */
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
  async changeWishes(body: ChangeWishesDto): Promise<OwnRegistration> {
    return this.change(body, async (em, row) => {
      checkWishes(await listGroups(em, row.serviceId), body.wishes);
      return { choices: formatWishes(body), size: body.size ?? 1, waivedPots: body.waivedPots ?? [] };
    });
  }

  /** Letters go to the new contact from now on. An unconfirmed registration gets its code there again. */
  async changeContact(body: ChangeContactDto): Promise<OwnRegistration> {
    return this.change(body, (em, row) => this.contacts.change(em, row, body));
  }

  /** Takes part in no further draw; final. Withdrawing twice is once. */
  async withdraw(key: OwnKey): Promise<OwnRegistration> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.access.lock(em, key);
      if (row.state === 'withdrawn') return this.view(em, row);
      refuseUnlessOpen(row);
      const withdrawn = { state: 'withdrawn' as const, decisionUntold: false, endedAt: this.clock.now() };
      await this.repository.change(em, row.id, withdrawn);
      return this.view(em, { ...row, ...withdrawn });
    });
  }

  private async change(
    key: OwnKey,
    decide: (em: EntityManager, row: RegistrationRow) => Promise<Partial<RegistrationRow>>,
  ): Promise<OwnRegistration> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.access.lock(em, key);
      refuseUnlessOpen(row);
      const change = await decide(em, row);
      await this.repository.change(em, row.id, change);
      return this.view(em, { ...row, ...change });
    });
  }

  private async view(em: EntityManager, row: RegistrationRow): Promise<OwnRegistration> {
    const { authority, slug } = await this.windows.getServiceById(em, row.serviceId);
    return {
      registration: row.id,
      service: `${authority}/${slug}`,
      state: publicStateOf(row),
      receivedAt: formatTime(row.receivedAt.getTime() / 1000),
      confirmBy: formatTime(row.confirmBy.getTime() / 1000),
      confirmedAt: row.confirmedAt === null ? null : formatConfirmed(row.confirmedAt),
      ...parseWishes(row.choices),
      size: row.size,
      waivedPots: row.waivedPots,
      contactKind: row.contactKind,
      losses: row.losses,
    };
  }
}

function publicStateOf({ state, decisionUntold }: RegistrationRow): PublicState {
  if (state === 'in_review' || state === 'standing') return 'confirmed';
  return state === 'excluded' && decisionUntold ? 'confirmed' : state;
}

/** @throws RegistrationError when there is nothing left to change, or an appointment has to be answered first */
function refuseUnlessOpen(row: RegistrationRow): void {
  const state = publicStateOf(row);
  if (state === 'offered' || state === 'served') throw new RegistrationError('registration.appointment-first');
  if (state === 'withdrawn' || state === 'excluded' || state === 'ended') throw new RegistrationError('registration.over');
}
