import { sha256 } from '@noble/hashes/sha2.js';

/** Prefixes of RFC 6962 section 2.1: without them a node could be passed off as a leaf. */
export const LEAF_PREFIX = 0x00;
export const NODE_PREFIX = 0x01;

/** Hash of one leaf: SHA-256(0x00 || leaf). */
export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(LEAF_PREFIX)).update(leaf).digest();
}

/** Hash of two subtrees: SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(NODE_PREFIX)).update(left).update(right).digest();
}

/** Root of a tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** Largest power of two smaller than `size`, where RFC 6962 splits a tree of `size` >= 2 leaves. */
export function splitPoint(size: number): number {
  let point = 1;
  while (point * 2 < size) point *= 2;
  return point;
}
