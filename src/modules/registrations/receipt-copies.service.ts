import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database';
import { type ServiceRow, WindowsService } from '../windows';
import { PrivateLinks } from './private-links';
import { ReceiptRow } from './receipt.entities';
import { ReceiptSigner } from './receipt-signer';
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

/**
 * Gives somebody their receipt again. It is not stored: it is made of what the registration holds, and Ed25519 signs the same text with the
 * same signature. The stored hash tells whether this is the receipt that was given, also when the service has changed what a registration
 * means in law since.
 */
@Injectable()
export class ReceiptCopies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: RegistrationAccess,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
    private readonly signer: ReceiptSigner,
    private readonly links: PrivateLinks,
  ) {}

  /** @throws RegistrationError `registration.not-found`; `receipt.not-found` when what it was made of is no longer there */
  async get(key: OwnKey): Promise<ReceiptCopy> {
    return this.unitOfWork.run(async (em) => {
      const row = await this.access.get(em, key);
      return this.copy(em, row, await this.windows.getServiceById(em, row.serviceId));
    });
  }

  /** For whoever opens entries and has no link: auditors. @throws RegistrationError `receipt.not-found` */
  async getOf(registrationId: string): Promise<ReceiptCopy> {
    return this.unitOfWork.run(async (em) => {
      const row = await em.findOneByOrFail(RegistrationRow, { id: registrationId });
      return this.copy(em, row, await this.windows.getServiceById(em, row.serviceId));
    });
  }

  private async copy(em: EntityManager, row: RegistrationRow, service: ServiceRow): Promise<ReceiptCopy> {
    if (row.sealed === null || row.sealedSecret === null) throw new RegistrationError('receipt.not-found');
    const { identity } = this.vault.open(row);
    const receiptSecret = this.vault.openSecret(row);
    for (const legalEffect of ['none', 'application'] as const) {
      const { note, hash } = this.signer.sign({
        service: `${service.authority}/${service.slug}`,
        registrationId: row.id,
        receivedAt: row.receivedAt.getTime() / 1000,
        receiptSecret,
        identity,
        legalEffect,
      });
      const given = await em.findOneBy(ReceiptRow, { hash });
      if (given === null) continue;
      return {
        note,
        hash: hash.toString('hex'),
        registrationId: row.id,
        link: this.links.linkOf(row.id),
        serviceTitle: service.title,
        ...splitIdentity(identity),
        receivedAt: row.receivedAt,
        legalEffect,
        isLogged: given.batchId !== null,
      };
    }
    throw new RegistrationError('receipt.not-found');
  }
}
