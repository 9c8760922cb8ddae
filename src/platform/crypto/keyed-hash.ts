import { createHmac } from 'node:crypto';

/**
 * Pseudonyms for lookups: equal input, equal hash, and nobody without the pepper can test a guess (case numbers are few
 * enough to try them all). HMAC-SHA-256; the domain keeps hashes made for one purpose from matching those of another.
 */
export class KeyedHash {
  /** @param pepper 32 bytes; with another pepper no stored hash is found any more */
  constructor(private readonly pepper: Uint8Array) {
    if (pepper.length !== 32) throw new Error('the pepper must be 32 bytes');
  }

  /**
   * @param domain what the hash is for (`case-number`); its length is hashed with it, so that no two pairs meet
   * @param value normalised by the caller: this compares bytes, not meanings
   * @returns 32 bytes
   */
  digest(domain: string, value: string | Uint8Array): Buffer {
    const name = Buffer.from(domain, 'utf8');
    return createHmac('sha256', this.pepper).update(Buffer.of(name.length)).update(name).update(value).digest();
  }
}
