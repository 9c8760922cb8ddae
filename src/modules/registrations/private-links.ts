import { Injectable } from '@nestjs/common';
import { equalSecrets, KeyedHash } from '../../platform/crypto';

const LINK = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{22})$/;
/** 128 bits: beyond guessing, and short enough to be typed from paper once in an emergency. */
const MAC_BYTES = 16;
const CODE_DIGITS = 6;

/**
 * Private links, confirmation codes and confirmation tokens. All are keyed hashes of the registration's id: nothing is
 * stored that would open anything, a copy of the database opens nothing, and a lost letter can be composed again.
 * The three are made in separate domains, so knowing one tells nothing about another.
 */
@Injectable()
export class PrivateLinks {
  constructor(private readonly keyedHash: KeyedHash) {}

  /** What a person shows, together with the case number, to see or change a registration. Given at registration. */
  linkOf(registrationId: string): string {
    return this.token('private-link', registrationId);
  }

  /** @returns the registration's id, or null for anything that {@link linkOf} has not made */
  findByLink(link: string): string | null {
    return this.verify('private-link', link);
  }

  /** What the letter's confirmation link carries: proof that the letter has arrived. */
  confirmationTokenOf(registrationId: string): string {
    return this.token('confirmation-token', registrationId);
  }

  /** @returns the registration's id, or null for anything that {@link confirmationTokenOf} has not made */
  findByConfirmationToken(token: string): string | null {
    return this.verify('confirmation-token', token);
  }

  /** Six digits to be typed in. Guessable by trying, so attempts are counted (ConfirmationService). */
  codeOf(registrationId: string): string {
    const number = this.keyedHash.digest('confirmation-code', registrationId).readUIntBE(0, 6) % 10 ** CODE_DIGITS;
    return String(number).padStart(CODE_DIGITS, '0');
  }

  isCodeOf(registrationId: string, code: string): boolean {
    return equalSecrets(code, this.codeOf(registrationId));
  }

  private token(domain: string, id: string): string {
    return `${id}.${this.keyedHash.digest(domain, id).subarray(0, MAC_BYTES).toString('base64url')}`;
  }

  private verify(domain: string, token: string): string | null {
    const id = LINK.exec(token)?.[1];
    return id !== undefined && equalSecrets(token, this.token(domain, id)) ? id : null;
  }
}
