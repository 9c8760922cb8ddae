import { CoreError } from '../errors';
import { emptyRoot, nodeHash, splitPoint } from './hashes';

/**
 * Access to the hashes of complete subtrees: `(level, index)` is the hash over the leaves `index * 2^level` up to, not
 * including, `(index + 1) * 2^level`. Asked for only where all those leaves are in the tree.
 */
export type NodeAt = (level: number, index: number) => Uint8Array;

/** Root of a tree of `size` leaves from its complete subtrees; at most log2(size) + 1 of them are asked for. */
export function rootFromNodes(size: number, nodeAt: NodeAt): Uint8Array {
  assertSize(size);
  return size === 0 ? emptyRoot() : subtree(0, size, nodeAt);
}

/** Inclusion proof of leaf `index` in a tree of `size` leaves, from the leaf's sibling upwards (RFC 6962 2.1.1). */
export function inclusionPath(index: number, size: number, nodeAt: NodeAt): Uint8Array[] {
  assertSize(size);
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw rangeError(`a leaf below ${size}`, index);
  const path: Uint8Array[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      path.push(subtree(middle, to, nodeAt));
      to = middle;
    } else {
      path.push(subtree(from, middle, nodeAt));
      from = middle;
    }
  }
  return path.reverse();
}

/** Proof that the tree of `to` leaves continues the tree of `from` leaves (RFC 6962 2.1.2); empty for equal or 0. */
export function consistencyPath(from: number, to: number, nodeAt: NodeAt): Uint8Array[] {
  assertSize(to);
  if (!Number.isSafeInteger(from) || from < 0 || from > to) throw rangeError(`a size up to ${to}`, from);
  if (from === 0 || from === to) return [];
  const path: Uint8Array[] = [];
  let [low, high] = [0, to];
  while (from !== high) {
    const middle = low + splitPoint(high - low);
    if (from <= middle) {
      path.push(subtree(middle, high, nodeAt));
      high = middle;
    } else {
      path.push(subtree(low, middle, nodeAt));
      low = middle;
    }
  }
  // The verifier knows the old root; the subtree it ended in is told only if it is another one.
  if (low > 0) path.push(subtree(low, high, nodeAt));
  return path.reverse();
}

/** Hash over the leaves `from` up to `to`; `from` is a multiple of the power of two that covers the range. */
function subtree(from: number, to: number, nodeAt: NodeAt): Uint8Array {
  const size = to - from;
  const level = Math.log2(size);
  if (Number.isInteger(level)) return nodeAt(level, from / size);
  const middle = from + splitPoint(size);
  return nodeHash(subtree(from, middle, nodeAt), subtree(middle, to, nodeAt));
}

function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw rangeError('a tree size', size);
}

function rangeError(expected: string, actual: number): CoreError {
  return new CoreError('merkle.range', { expected, actual: String(actual) });
}
