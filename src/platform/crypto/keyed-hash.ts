import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/**
 * Pseudonyms for lookups: equal input, equal hash, and nobody without the pepper can test a guess (case numbers are few
 * enough to try them all). HMAC-SHA-256; the domain keeps hashes made for one purpose from matching those of another.
 */
export class KeyedHash {
  private readonly pepper: KeyObject;
  /** What a domain begins with, kept: a registration takes six of these hashes, and there are few domains. */
  private readonly beginnings = new Map<string, Buffer>();

  /** @param pepper 32 bytes; with another pepper no stored hash is found any more */
  constructor(pepper: Uint8Array) {
    if (pepper.length !== 32) throw new Error('the pepper must be 32 bytes');
    this.pepper = createSecretKey(pepper);
  }

  /**
   * @param domain what the hash is for (`case-number`); its length is hashed with it, so that no two pairs meet
   * @param value normalised by the caller: this compares bytes, not meanings
   * @returns 32 bytes
   */
  digest(domain: string, value: string | Uint8Array): Buffer {
    return createHmac('sha256', this.pepper).update(this.beginningOf(domain)).update(value).digest();
  }

  private beginningOf(domain: string): Buffer {
    let beginning = this.beginnings.get(domain);
    if (!beginning) {
      const name = Buffer.from(domain, 'utf8');
      beginning = Buffer.concat([Buffer.of(name.length), name]);
      this.beginnings.set(domain, beginning);
    }
    return beginning;
  }
}
