import { hash, randomBytes as nodeRandomBytes, randomFillSync, randomInt, timingSafeEqual } from 'node:crypto';

/** Random bytes fetched ahead: asking for twelve costs as much as asking for thousands, and a registration asks three times. */
const ahead = Buffer.alloc(8192);
let used = ahead.length;

/** Cryptographically random bytes. Each is handed out once and kept nowhere. */
export function randomBytes(count: number): Buffer {
  if (count > ahead.length / 16) return nodeRandomBytes(count);
  if (used + count > ahead.length) {
    randomFillSync(ahead);
    used = 0;
  }
  const bytes = Buffer.allocUnsafeSlow(count);
  ahead.copy(bytes, 0, used, used + count);
  ahead.fill(0, used, used + count);
  used += count;
  return bytes;
}

/** An unguessable token for links: letters, digits, `-` and `_`; 16 bytes make 22 characters. */
export function randomToken(bytes = 16): string {
  return nodeRandomBytes(bytes).toString('base64url');
}

/** A code to be typed by a person, every digit equally likely, leading zeros included. */
export function randomCode(digits: number): string {
  return Array.from({ length: digits }, () => randomInt(10)).join('');
}

/** Whether two secrets are equal, in a time that tells neither where they differ nor how long they are. */
export function equalSecrets(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** What is stored of a token, so that a copy of the database opens no link. Only for high-entropy tokens, not for codes. */
export function sha256(value: string | Uint8Array): Buffer {
  // By way of a text of one character a byte: the faster of the two ways that Node has.
  return Buffer.from(hash('sha256', value, 'binary'), 'binary');
}
