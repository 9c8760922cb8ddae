import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  CoreError,
  normalizeBirthDate,
  normalizeCaseNumber,
  normalizeIdentityField,
  parseCivilDate,
  type PersonIdentity,
} from '../../core';
import { Clock } from '../../platform/clock';
import { KeyedHash, randomBytes } from '../../platform/crypto';
import { neighbourhoodOf } from '../../platform/limits';
import { IdentityKeys } from '../identity';
import type { ServiceRow } from '../windows';
import { foldContact, parseContact } from './contact';
import type { NewRegistration } from './new-registration';
import { ReceiptSigner } from './receipt-signer';
import type { RegisterDto } from './registration.dto';
import type { RegistrationChannel } from './registration.entity';
import { type Claims, RegistrationVault } from './registration-vault';
import { formatWishes } from './wish-list';
import { RegistrationError, type RegistrationErrorCode } from './registrations.errors';

/** A registration before it is written, and the receipt that is handed out once it is. */
export interface RegistrationDraft {
  readonly row: NewRegistration;
  /** A signed note. */
  readonly receipt: string;
}

/** Turns what somebody typed in into a row: normalised, hashed, sealed, with its secret and its signed receipt. */
@Injectable()
export class RegistrationDrafts {
  constructor(
    private readonly identityKeys: IdentityKeys,
    private readonly vault: RegistrationVault,
    private readonly receipts: ReceiptSigner,
    private readonly keyedHash: KeyedHash,
    private readonly clock: Clock,
  ) {}

  /**
   * @param addressKey where it came from (`addressKeyOf`), for registrations online; only a keyed hash of its network is kept
   * @throws RegistrationError naming the field that can't be right
   */
  draft(
    body: RegisterDto,
    service: ServiceRow,
    channel: RegistrationChannel,
    { id = randomUUID(), addressKey = null }: RegistrationOrigin = {},
  ): RegistrationDraft {
    const person = normalizePerson(body);
    const identity = `${person.surname}|${person.givenNames}|${person.birthDate}|${person.caseNumber}`;
    const contact = parseContact(body.contact);
    const secret = randomBytes(32);
    const receivedAt = this.clock.seconds();
    const row: Omit<NewRegistration, 'receiptHash'> = {
      id,
      serviceId: service.id,
      authority: service.authority,
      channel,
      locale: body.locale ?? 'de',
      keys: underField('person.surname', 'registration.nameless', () => this.identityKeys.derive(service.authority, person)),
      contactKind: contact.kind,
      contactKey: this.deriveContactKey(foldContact(contact)),
      networkKey: this.deriveNetworkKey(addressKey),
      sealed: this.vault.seal(id, { identity, contact, claims: claimsOf(body), representative: representativeOf(body) }),
      sealedSecret: this.vault.sealSecret(id, secret),
      size: body.size ?? 1,
      choices: formatWishes(body),
      waivedPots: body.waivedPots ?? [],
      receivedAt: new Date(receivedAt * 1000),
      confirmBy: new Date((receivedAt + service.confirmWithinSeconds) * 1000),
    };
    const receipt = this.receipts.sign({
      service: `${service.authority}/${service.slug}`,
      registrationId: id,
      receivedAt,
      receiptSecret: secret.toString('hex'),
      identity,
      legalEffect: service.legalEffect,
    });
    return { row: { ...row, receiptHash: receipt.hash }, receipt: receipt.note };
  }

  deriveContactKey(folded: string | null): Buffer | null {
    return folded === null ? null : this.keyedHash.digest('registrations.contact', folded);
  }

  private deriveNetworkKey(addressKey: string | null): Buffer | null {
    return addressKey === null ? null : this.keyedHash.digest('registrations.network', neighbourhoodOf(addressKey));
  }
}

/** What a registration does not say about itself. */
export interface RegistrationOrigin {
  /** Chosen by a caller who may have to ask twice. */
  readonly id?: string;
  readonly addressKey?: string | null;
}

/** The fields of docs/spec: record, as `formatIdentity` would write them, each refused under its own name. */
function normalizePerson({ person, caseNumber }: RegisterDto): PersonIdentity {
  const malformed: RegistrationErrorCode = 'registration.malformed-person';
  return {
    surname: underField('person.surname', malformed, () => normalizeIdentityField(person.surname)),
    givenNames: underField('person.givenNames', malformed, () => normalizeIdentityField(person.givenNames)),
    birthDate: underField('person.birthDate', malformed, () => normalizeBirthDate(person.birthDate)),
    caseNumber: underField('caseNumber', malformed, () => normalizeCaseNumber(caseNumber)),
  };
}

function claimsOf(body: RegisterDto): Claims {
  const { criticalDate = null, criticalDateSource = null, hardshipReason = null } = body;
  if ((criticalDate === null) !== (criticalDateSource === null)) {
    throw new RegistrationError('registration.date-without-source', { field: 'criticalDate' });
  }
  if (criticalDate !== null) underField('criticalDate', 'registration.malformed-date', () => parseCivilDate(criticalDate));
  return { criticalDate, criticalDateSource, hardshipReason };
}

function representativeOf({ representative }: RegisterDto) {
  return representative ? { name: representative.name, contact: representative.contact ?? null } : null;
}

/** The core's refusals (and a name without letters) become refusals of a field; anything else is a mistake of ours. */
function underField<T>(field: string, code: RegistrationErrorCode, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof CoreError || error instanceof RangeError) throw new RegistrationError(code, { field });
    throw error;
  }
}
