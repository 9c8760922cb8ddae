import { Injectable } from '@nestjs/common';
import { Envelope } from '../../platform/crypto';
import type { CriticalDateSource } from '../identity';
import type { ContactKind } from './registration.entity';

/** Reasons of hardship that somebody may name. Closed; a claim weighs nothing until two officers have granted it. */
export const HARDSHIP_REASONS = ['job-loss', 'benefit-loss', 'family-emergency', 'medical', 'urgent-travel'] as const;
export type HardshipReason = (typeof HARDSHIP_REASONS)[number];

/** Where letters go. `value` is an address or an E.164 number, null for `none`. */
export interface Contact {
  readonly kind: ContactKind;
  readonly value: string | null;
}

/** What a person says about urgency. Shown to staff; never weighs by itself (docs/spec: policy). */
export interface Claims {
  readonly criticalDate: string | null;
  readonly criticalDateSource: CriticalDateSource | null;
  readonly hardshipReason: HardshipReason | null;
}

/** A person's name, normalised (docs/spec: record). */
export interface PersonName {
  readonly surname: string;
  readonly givenNames: string;
}

/** Everything about a registration that names or describes a person. Exists in plain only in memory. */
export interface PersonalPart {
  /** `surname|given names|birth date|case number`, normalised (docs/spec: record): what a draw commits to. */
  readonly identity: string;
  /**
   * The name as two people have corrected it: what staff are shown from then on. `identity` stays as it was, because receipts, entries and
   * commitments were made of it.
   */
  readonly correctedName?: PersonName;
  readonly contact: Contact;
  readonly claims: Claims;
  readonly representative: { readonly name: string; readonly contact: string | null } | null;
}

/**
 * Seals and opens what a registration holds about a person. Bound to the row: whoever can write to the database can't
 * put one person's sealed data (or secret) under another registration, because it would not open there.
 */
@Injectable()
export class RegistrationVault {
  constructor(private readonly envelope: Envelope) {}

  seal(registrationId: string, part: PersonalPart): Buffer {
    return this.envelope.seal(JSON.stringify(part), `registrations.sealed ${registrationId}`);
  }

  /** @throws EnvelopeError when it was altered or belongs elsewhere; Error when it has been erased */
  open(row: { readonly id: string; readonly sealed: Buffer | null }): PersonalPart {
    if (row.sealed === null) throw new Error(`the personal data of registration ${row.id} have been erased`);
    return JSON.parse(this.envelope.openText(row.sealed, `registrations.sealed ${row.id}`)) as PersonalPart;
  }

  /** @param secret the 32 bytes of a receipt secret */
  sealSecret(registrationId: string, secret: Uint8Array): Buffer {
    return this.envelope.seal(secret, `registrations.sealed_secret ${registrationId}`);
  }

  /** @returns the receipt secret, 64 hex digits @throws as {@link open} */
  openSecret(row: { readonly id: string; readonly sealedSecret: Buffer | null }): string {
    if (row.sealedSecret === null) throw new Error(`the receipt secret of registration ${row.id} has been erased`);
    return this.envelope.open(row.sealedSecret, `registrations.sealed_secret ${row.id}`).toString('hex');
  }
}

/** The name that staff are shown: the corrected one where there is one. */
export function namesOf({ identity, correctedName }: PersonalPart): PersonName {
  const { surname, givenNames } = correctedName ?? splitIdentity(identity);
  return { surname, givenNames };
}

/** The four normalised fields of an identity text. */
export function splitIdentity(identity: string): { surname: string; givenNames: string; birthDate: string; caseNumber: string } {
  const [surname = '', givenNames = '', birthDate = '', caseNumber = ''] = identity.split('|');
  return { surname, givenNames, birthDate, caseNumber };
}
