import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { WindowsService } from '../windows';
import { GivenReceipts } from './given-receipts.service';
import { PrivateLinks } from './private-links';
import { type OwnKey, RegistrationAccess } from './registration-access.service';
import { RegistrationRow } from './registration.entity';
import { RegistrationVault, splitIdentity } from './registration-vault';
import { RegistrationError } from './registrations.errors';

/** A receipt as it was given, and what stands in it. */
export interface ReceiptCopy {
  /** The signed note, byte by byte. */
  readonly note: string;
  /** 64 hex digits: the receipt's leaf in the log. */
  readonly hash: string;
  readonly registrationId: string;
  /** The private link's token. */
  readonly link: string;
  readonly serviceTitle: string;
  readonly surname: string;
  readonly givenNames: string;
  /** `YYYY-MM-DD`, unknown parts zero. */
  readonly birthDate: string;
  readonly caseNumber: string;
  readonly receivedAt: Date;
  readonly legalEffect: 'none' | 'application';
  /** Its hash is in the public log already, together with others. */
  readonly isLogged: boolean;
}

/** Gives somebody their receipt again ({@link GivenReceipts}). */
@Injectable()
export class ReceiptCopies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RegistrationAccess,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
    private readonly receipts: GivenReceipts,
    private readonly links: PrivateLinks,
  ) {}

  /** @throws RegistrationError `registration.not-found`; `receipt.not-found` when what it was made of is no longer there */
  async get(key: OwnKey): Promise<ReceiptCopy> {
    return this.unitOfWork.run(async (em) => this.copy(em, await this.access.get(em, key)));
  }

  /** For whoever opens entries and has no link: auditors. @throws RegistrationError `receipt.not-found` */
  async getOf(registrationId: string): Promise<ReceiptCopy> {
    return this.unitOfWork.run(async (em) => this.copy(em, await em.findOneByOrFail(RegistrationRow, { id: registrationId })));
  }

  private async copy(em: EntityManager, row: RegistrationRow): Promise<ReceiptCopy> {
    const given = await this.receipts.find(em, row);
    if (given === null) throw new RegistrationError('receipt.not-found');
    const { title } = await this.windows.getServiceById(em, row.serviceId);
    return {
      ...given,
      hash: given.hash.toString('hex'),
      registrationId: row.id,
      link: this.links.linkOf(row.id),
      serviceTitle: title,
      ...splitIdentity(this.vault.open(row).identity),
      receivedAt: row.receivedAt,
    };
  }
}
