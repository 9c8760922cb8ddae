import { sha256 } from './tokens';

/** SHA-256's block, in bytes: what HMAC fills up its key to. */
const BLOCK_BYTES = 64;

/**
 * Pseudonyms for lookups: equal input, equal hash, and nobody without the pepper can test a guess (case numbers are few
 * enough to try them all). HMAC-SHA-256; the domain keeps hashes made for one purpose from matching those of another.
 */
export class KeyedHash {
  private readonly innerKey: Buffer;
  private readonly outerKey: Buffer;
  /** What the inner hash begins with, kept: a registration takes six of these hashes, and there are few domains. */
  private readonly beginnings = new Map<string, Buffer>();

  /** @param pepper 32 bytes; with another pepper no stored hash is found any more */
  constructor(pepper: Uint8Array) {
    if (pepper.length !== 32) throw new Error('the pepper must be 32 bytes');
    this.innerKey = padded(pepper, 0x36);
    this.outerKey = padded(pepper, 0x5c);
  }

  /**
   * @param domain what the hash is for (`case-number`); its length is hashed with it, so that no two pairs meet
   * @param value normalised by the caller: this compares bytes, not meanings
   * @returns 32 bytes
   *
   * Written out as RFC 2104 has it (a test compares it with `createHmac`), because two one-shot hashes cost half of one
   * HMAC object, and on deadline day there are six of them in each registration.
   */
  digest(domain: string, value: string | Uint8Array): Buffer {
    const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
    const inner = sha256(Buffer.concat([this.beginningOf(domain), bytes]));
    return sha256(Buffer.concat([this.outerKey, inner]));
  }

  private beginningOf(domain: string): Buffer {
    let beginning = this.beginnings.get(domain);
    if (!beginning) {
      const name = Buffer.from(domain, 'utf8');
      beginning = Buffer.concat([this.innerKey, Buffer.of(name.length), name]);
      this.beginnings.set(domain, beginning);
    }
    return beginning;
  }
}

function padded(key: Uint8Array, filling: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES, filling);
  key.forEach((byte, at) => (block[at] = byte ^ filling));
  return block;
}
