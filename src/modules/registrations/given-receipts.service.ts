import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { WindowsService } from '../windows';
import { ReceiptRow } from './receipt.entities';
import { ReceiptSigner } from './receipt-signer';
import type { RegistrationRow } from './registration.entity';
import { RegistrationVault } from './registration-vault';
import { RegistrationsRepository } from './registrations.repository';

/** A receipt made again, that is the one that was given. */
interface GivenReceipt {
  readonly note: string;
  readonly hash: Buffer;
  readonly legalEffect: 'none' | 'application';
  /** Its hash is in the public log already. */
  readonly isLogged: boolean;
}

/**
 * Receipts are not stored: they are made of what the registration holds, and Ed25519 signs the same text with the same signature. The stored
 * hash tells whether this is the receipt that was given, also when the service has changed what a registration means in law since.
 */
@Injectable()
export class GivenReceipts {
  constructor(
    private readonly repository: RegistrationsRepository,
    private readonly windows: WindowsService,
    private readonly vault: RegistrationVault,
    private readonly signer: ReceiptSigner,
  ) {}

  /** Null when what it was made of is erased, or is not what it was. */
  async find(em: EntityManager, row: RegistrationRow): Promise<GivenReceipt | null> {
    if (row.sealed === null || row.sealedSecret === null) return null;
    const { authority, slug } = await this.windows.getServiceById(em, row.serviceId);
    const { identity } = this.vault.open(row);
    const receiptSecret = this.vault.openSecret(row);
    const facts = { service: `${authority}/${slug}`, registrationId: row.id, receivedAt: row.receivedAt.getTime() / 1000 };
    for (const legalEffect of ['none', 'application'] as const) {
      const { note, hash } = this.signer.sign({ ...facts, receiptSecret, identity, legalEffect });
      const given = await em.findOneBy(ReceiptRow, { hash });
      if (given !== null) return { note, hash, legalEffect, isLogged: given.batchId !== null };
    }
    return null;
  }

  /** Whether a registration's identity is still the one of the receipt that was given: nobody has exchanged it in the database. */
  async fits(em: EntityManager, registrationId: string): Promise<boolean> {
    return (await this.find(em, await this.repository.get(em, registrationId))) !== null;
  }
}
