import { hexFromBytes } from '../encoding/hex';
import { CoreError } from '../errors';
import { nodeHash } from './hashes';

/** A claim that a leaf is in a tree. */
interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Throws `merkle.inclusion` unless the proof leads from the leaf to the root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(claim: InclusionClaim): void {
  const { index, size, proof, root } = claim;
  if (!isIndex(index) || !isIndex(size) || index >= size) throw new CoreError('merkle.inclusion', { expected: 'a leaf' });
  let hash = claim.leafHash;
  let [node, last] = [index, size - 1];
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) throw new CoreError('merkle.inclusion', { expected: 'a shorter proof' });
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      // A last node without sibling moves up unchanged until it has one.
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) throw new CoreError('merkle.inclusion', { expected: 'a longer proof' });
  assertSameHash('merkle.inclusion', root, hash);
}

/** A claim that one tree continues another. */
interface ConsistencyClaim {
  readonly from: number;
  readonly fromRoot: Uint8Array;
  readonly to: number;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Throws `merkle.consistency` unless the proof shows that the first `from` leaves of the new tree are those of the old
 * one (RFC 9162 section 2.1.4.2). The empty tree is continued by every tree, without proof.
 */
export function verifyConsistency(claim: ConsistencyClaim): void {
  const { from, to, proof } = claim;
  if (!isIndex(from) || !isIndex(to) || from > to || proof.some((hash) => hash.length !== 32)) {
    throw new CoreError('merkle.consistency', { expected: 'a size not above the new one', actual: `${from} of ${to}` });
  }
  if (from === 0 || from === to) {
    if (proof.length > 0) throw new CoreError('merkle.consistency', { expected: 'no proof' });
    if (from === to) assertSameHash('merkle.consistency', claim.fromRoot, claim.toRoot);
    return;
  }
  const [oldRoot, newRoot] = rootsOfConsistencyProof(from, to, proof, claim.fromRoot);
  assertSameHash('merkle.consistency', claim.fromRoot, oldRoot);
  assertSameHash('merkle.consistency', claim.toRoot, newRoot);
}

function rootsOfConsistencyProof(from: number, to: number, proof: readonly Uint8Array[], fromRoot: Uint8Array): [Uint8Array, Uint8Array] {
  // Where the old tree is complete, the proof leaves its root out, because the verifier knows it.
  const path = Number.isInteger(Math.log2(from)) ? [fromRoot, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) throw new CoreError('merkle.consistency', { expected: 'a proof', actual: 'none' });
  let [node, last] = [from - 1, to - 1];
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  let [oldRoot, newRoot] = [first, first];
  for (const hash of path) {
    if (last === 0) throw new CoreError('merkle.consistency', { expected: 'a shorter proof' });
    if (node % 2 === 1 || node === last) {
      oldRoot = nodeHash(hash, oldRoot);
      newRoot = nodeHash(hash, newRoot);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      newRoot = nodeHash(newRoot, hash);
    }
    [node, last] = [half(node), half(last)];
  }
  if (last !== 0) throw new CoreError('merkle.consistency', { expected: 'a longer proof' });
  return [oldRoot, newRoot];
}

function isIndex(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Division, not a shift: shifts stop at 32 bits, trees do not. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function assertSameHash(code: 'merkle.inclusion' | 'merkle.consistency', expected: Uint8Array, actual: Uint8Array): void {
  const [wanted, found] = [hexFromBytes(expected), hexFromBytes(actual)];
  if (wanted !== found) throw new CoreError(code, { expected: wanted, actual: found });
}
