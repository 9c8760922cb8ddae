import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { randomBytes } from './tokens';

const VERSION = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES + IV_BYTES + TAG_BYTES;

/** Something sealed could not be opened. Says which place, never what was in it. */
export class EnvelopeError extends Error {
  constructor(
    readonly code: 'malformed' | 'unknown-key' | 'forged',
    place: string,
  ) {
    super(`sealed value of ${place} is ${code}`);
    this.name = 'EnvelopeError';
  }
}

/**
 * Encrypts single fields with AES-256-GCM. Layout: version (1 byte), key id (4), initialisation vector (12), tag (16),
 * ciphertext. The place (`table.column`) is authenticated with it, so that whoever can write to the database can't move
 * a sealed value to another column.
 *
 * Random vectors are safe for 2^32 values a key; a data key of its own for each person stays far below and gives erasure:
 * whoever destroys the wrapped key has erased everything sealed with it, backups included.
 */
export class Envelope {
  private readonly keys: ReadonlyMap<string, Uint8Array>;
  private readonly current: Uint8Array;
  /** Version and key id of what is sealed now. */
  private readonly beginning: Buffer;

  /** @param keys 32 bytes each; the first seals, all open */
  constructor(keys: readonly Uint8Array[]) {
    if (keys.length === 0 || keys.some((key) => key.length !== 32)) throw new Error('an envelope needs 32-byte keys');
    this.keys = new Map(keys.map((key) => [keyId(key), key]));
    this.current = keys[0]!;
    this.beginning = Buffer.concat([Buffer.of(VERSION), Buffer.from(keyId(this.current), 'hex')]);
  }

  /** @param place `table.column`, or any other name that belongs to this one use */
  seal(plain: Uint8Array | string, place: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.current, iv);
    cipher.setAAD(Buffer.from(place, 'utf8'));
    const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    cipher.final(); // a stream cipher: this only makes the tag
    return Buffer.concat([this.beginning, iv, cipher.getAuthTag(), body]);
  }

  /** @throws EnvelopeError when it was not sealed for this place with a key we have */
  open(sealed: Uint8Array, place: string): Buffer {
    const bytes = Buffer.from(sealed);
    if (bytes.length < HEADER_BYTES || bytes[0] !== VERSION) throw new EnvelopeError('malformed', place);
    let at = 1;
    const take = (count: number): Buffer => bytes.subarray(at, (at += count));
    const key = this.keys.get(take(KEY_ID_BYTES).toString('hex'));
    if (!key) throw new EnvelopeError('unknown-key', place);
    const decipher = createDecipheriv('aes-256-gcm', key, take(IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place, 'utf8'));
    decipher.setAuthTag(take(TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(at)), decipher.final()]);
    } catch {
      throw new EnvelopeError('forged', place);
    }
  }

  openText(sealed: Uint8Array, place: string): string {
    return this.open(sealed, place).toString('utf8');
  }

  /**
   * A fresh data key for one person or record, and the form of it that is stored. Destroying `wrapped` destroys whatever
   * `envelope` has sealed.
   */
  createDataKey(place: string): { wrapped: Buffer; envelope: Envelope } {
    const key = randomBytes(32);
    return { wrapped: this.seal(key, place), envelope: new Envelope([key]) };
  }

  /** @throws EnvelopeError as `open` does */
  openDataKey(wrapped: Uint8Array, place: string): Envelope {
    return new Envelope([this.open(wrapped, place)]);
  }
}

/** Names a key without telling anything about it. */
function keyId(key: Uint8Array): string {
  return createHash('sha256')
    .update('fairslot data key id\0')
    .update(key)
    .digest('hex')
    .slice(0, KEY_ID_BYTES * 2);
}
