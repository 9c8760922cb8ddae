import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { equalSecrets } from '../../platform/crypto';
import { IdentityKeys } from '../identity';
import { WindowsService } from '../windows';
import { CaseNumberTries } from './case-number-tries';
import { PrivateLinks } from './private-links';
import type { RegistrationRow } from './registration.entity';
import { RegistrationError } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';

/** What a person shows to reach their own registration. Comes in a request's body: URLs are written down in too many places. */
export interface OwnKey {
  readonly link: string;
  readonly caseNumber: string;
  /** Only a {@link ProvenKey} has it; nothing that comes in a request can. */
  readonly proven?: true;
}

/** A key that has opened its registration before, as something says that only we can have written. Its number is compared again, but is no try. */
export type ProvenKey = OwnKey & { readonly proven: true };

/** What commits with an act that has an effect, and only with it: who did it, where somebody did it for another. */
export type ActNote = (em: EntityManager) => Promise<void>;

/**
 * Opens registrations to the people they belong to. The link alone may be in a forwarded letter, so the case number has
 * to come with it; whichever is wrong, the answer is the same. Wrong case numbers are counted and limited.
 *
 * Call either method first in a transaction: a refusal for a wrong case number commits, to be counted.
 */
@Injectable()
export class RegistrationAccess {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly links: PrivateLinks,
    private readonly windows: WindowsService,
    private readonly identityKeys: IdentityKeys,
    private readonly tries: CaseNumberTries,
  ) {}

  /** @throws RegistrationError `registration.not-found`, `registration.too-many-tries` */
  async get(em: EntityManager, key: OwnKey): Promise<RegistrationRow> {
    return this.open(em, key, (id) => this.repository.find(em, id));
  }

  /** Like {@link get}, and locks the row until the transaction ends. */
  async lock(em: EntityManager, key: OwnKey): Promise<RegistrationRow> {
    return this.open(em, key, (id) => this.repository.lock(em, id));
  }

  private async open(em: EntityManager, key: OwnKey, read: (id: string) => Promise<RegistrationRow | null>): Promise<RegistrationRow> {
    const id = this.links.findByLink(key.link);
    if (id === null) throw new RegistrationError('registration.not-found');
    if (!key.proven) await this.tries.begin(em, id);
    const row = await read(id);
    if (row === null) throw new RegistrationError('registration.not-found');
    const { authority } = await this.windows.getServiceById(em, row.serviceId);
    const caseKey = this.identityKeys.findCaseKey(authority, key.caseNumber);
    if (caseKey === null || !equalSecrets(caseKey, row.caseKey)) throw await this.tries.countWrong(em, id);
    return row;
  }
}
