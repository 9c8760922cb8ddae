import { CoreError } from '../errors';

const DIGITS = '0123456789abcdef';

/** Lower-case hex of `bytes`. */
export function hexFromBytes(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += DIGITS.charAt(byte >> 4) + DIGITS.charAt(byte & 15);
  return hex;
}

/**
 * Bytes of exactly `byteLength` pairs of lower-case hex digits. Upper case is refused: a second spelling of the same
 * value would be a second hash of the same draw (bytes.md). Throws `encoding.hex`.
 */
export function bytesFromHex(hex: string, byteLength: number): Uint8Array {
  if (hex.length !== 2 * byteLength || !/^[0-9a-f]*$/.test(hex)) {
    throw new CoreError('encoding.hex', { expected: `${2 * byteLength} lower-case hex digits`, actual: hex });
  }
  const bytes = new Uint8Array(byteLength);
  for (let i = 0; i < byteLength; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
