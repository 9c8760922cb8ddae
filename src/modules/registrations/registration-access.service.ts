import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { equalSecrets } from '../../platform/crypto';
import { IdentityKeys } from '../identity';
import { WindowsService } from '../windows';
import { PrivateLinks } from './private-links';
import type { RegistrationRow } from './registration.entity';
import { RegistrationError } from './registrations.errors';
import { RegistrationsRepository } from './registrations.repository';

/** What a person shows to reach their own registration. Comes in a request's body: URLs are written down in too many places. */
export interface OwnKey {
  readonly link: string;
  readonly caseNumber: string;
}

/**
 * Opens registrations to the people they belong to. The link alone may be in a forwarded letter, so the case number has
 * to come with it; whichever is wrong, the answer is the same.
 */
@Injectable()
export class RegistrationAccess {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly links: PrivateLinks,
    private readonly windows: WindowsService,
    private readonly identityKeys: IdentityKeys,
  ) {}

  /** @throws RegistrationError `registration.not-found` */
  async get(em: EntityManager, key: OwnKey): Promise<RegistrationRow> {
    return this.open(em, key, (id) => this.repository.find(em, id));
  }

  /** Like {@link get}, and locks the row until the transaction ends. */
  async lock(em: EntityManager, key: OwnKey): Promise<RegistrationRow> {
    return this.open(em, key, (id) => this.repository.lock(em, id));
  }

  private async open(em: EntityManager, key: OwnKey, read: (id: string) => Promise<RegistrationRow | null>): Promise<RegistrationRow> {
    const id = this.links.findByLink(key.link);
    const row = id === null ? null : await read(id);
    if (row === null) throw new RegistrationError('registration.not-found');
    const { authority } = await this.windows.getServiceById(em, row.serviceId);
    const caseKey = this.deriveCaseKey(authority, key.caseNumber);
    if (caseKey === null || !equalSecrets(caseKey, row.caseKey)) throw new RegistrationError('registration.not-found');
    return row;
  }

  /** Null for what can't be a case number: no different from a wrong one. */
  private deriveCaseKey(authority: string, caseNumber: string): Buffer | null {
    try {
      return this.identityKeys.deriveCaseKey(authority, caseNumber);
    } catch {
      return null;
    }
  }
}
