import { CoreError } from '../errors';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding (RFC 4648 section 4), as C2SP notes use it. */
export function base64FromBytes(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += DIGITS.charAt(group >> 18) + DIGITS.charAt((group >> 12) & 63);
    text += i + 1 < bytes.length ? DIGITS.charAt((group >> 6) & 63) : '=';
    text += i + 2 < bytes.length ? DIGITS.charAt(group & 63) : '=';
  }
  return text;
}

/**
 * Strict decoding: standard alphabet, padding required, unused bits zero, nothing else. Two spellings of one value
 * would let a proof be changed without its meaning changing. Throws `encoding.base64`.
 */
export function bytesFromBase64(text: string): Uint8Array {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const digit of text.replace(/={0,2}$/, '')) {
    buffer = (buffer << 6) | DIGITS.indexOf(digit);
    bits += 6;
    if (bits >= 8) bytes.push((buffer >> (bits -= 8)) & 255);
    buffer &= 0xfff;
  }
  const decoded = Uint8Array.from(bytes);
  // One comparison refuses foreign characters, wrong padding and non-zero unused bits alike.
  if (base64FromBytes(decoded) !== text) {
    throw new CoreError('encoding.base64', { expected: 'canonical base64', actual: text });
  }
  return decoded;
}
