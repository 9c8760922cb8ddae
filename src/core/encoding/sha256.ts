import { sha256 } from '@noble/hashes/sha2.js';

import { CoreError } from '../errors';
import { hexFromBytes } from './hex';
import { utf8FromString } from './utf8';

/** Lower-case hex SHA-256 of `bytes`. */
export function sha256Hex(bytes: Uint8Array): string {
  return hexFromBytes(sha256(bytes));
}

/** Hex SHA-256 of the UTF-8 of `text`: how a name enters a line of {@link taggedHash} (bytes.md). */
export function sha256HexOfText(text: string): string {
  return sha256Hex(utf8FromString(text));
}

/** The tags of bytes.md; each names one use of the hash, so that no value of one use can pass for another's. */
export type HashTag = `fairslot/v1/${string}`;

/**
 * `H(tag, line1, …)` of bytes.md: SHA-256 of tag and lines, each ended by LF; lower-case hex. A line with an LF or
 * with a non-ASCII character could be read as other lines, so it throws `encoding.line`.
 */
export function taggedHash(tag: HashTag, ...lines: readonly string[]): string {
  for (const line of [tag, ...lines]) {
    if (!/^[\x20-\x7e]*$/.test(line)) throw new CoreError('encoding.line', { expected: 'printable ASCII', actual: line });
  }
  return sha256HexOfText([tag, ...lines, ''].join('\n'));
}
