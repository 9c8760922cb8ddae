import { createHash, randomBytes as nodeRandomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Cryptographically random bytes. */
export function randomBytes(count: number): Buffer {
  return nodeRandomBytes(count);
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
  return createHash('sha256').update(value).digest();
}
