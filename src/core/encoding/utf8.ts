import { CoreError } from '../errors';

/** UTF-8 of `text`; a lone surrogate has no UTF-8 and throws `encoding.utf8`. */
export function utf8FromString(text: string): Uint8Array {
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) throw new CoreError('encoding.utf8', { actual: 'a lone surrogate' });
    if (point < 0x80) {
      bytes[length++] = point;
    } else if (point < 0x800) {
      bytes[length++] = 0xc0 | (point >> 6);
      bytes[length++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      bytes[length++] = 0xe0 | (point >> 12);
      bytes[length++] = 0x80 | ((point >> 6) & 63);
      bytes[length++] = 0x80 | (point & 63);
    } else {
      bytes[length++] = 0xf0 | (point >> 18);
      bytes[length++] = 0x80 | ((point >> 12) & 63);
      bytes[length++] = 0x80 | ((point >> 6) & 63);
      bytes[length++] = 0x80 | (point & 63);
    }
  }
  return bytes.slice(0, length);
}

/**
 * Text of strictly valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF, no byte-order mark removed.
 * Throws `encoding.utf8`.
 */
export function stringFromUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i++] ?? 0;
    const more = first < 0x80 ? 0 : first >> 5 === 6 ? 1 : first >> 4 === 14 ? 2 : first >> 3 === 30 ? 3 : -1;
    if (more < 0 || i + more > bytes.length) throw new CoreError('encoding.utf8', { actual: `byte ${first}` });
    let point = more === 0 ? first : first & (0x3f >> more);
    for (let k = 0; k < more; k++) {
      const next = bytes[i++] ?? 0;
      if (next >> 6 !== 2) throw new CoreError('encoding.utf8', { actual: `byte ${next}` });
      point = (point << 6) | (next & 63);
    }
    const smallest = [0, 0x80, 0x800, 0x10000][more] ?? 0;
    if (point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      throw new CoreError('encoding.utf8', { actual: `code point ${point}` });
    }
    parts.push(String.fromCodePoint(point));
  }
  return parts.join('');
}
