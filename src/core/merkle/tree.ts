import { leafHash, nodeHash } from './hashes';
import { consistencyPath, inclusionPath, rootFromNodes, type NodeAt } from './stored-nodes';

/** Merkle tree hash of `leaves` (RFC 6962 section 2.1); SHA-256 of nothing for none. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  return rootFromNodes(leaves.length, nodesOf(leaves));
}

/** Inclusion proof of the leaf at `index`, from its sibling upwards. Throws `merkle.range`. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  return inclusionPath(index, leaves.length, nodesOf(leaves));
}

/** Proof that the tree over the first `to` leaves continues the one over the first `from`. Throws `merkle.range`. */
export function consistencyProof(leaves: readonly Uint8Array[], from: number, to: number): Uint8Array[] {
  return consistencyPath(from, to, nodesOf(leaves.slice(0, to)));
}

function nodesOf(leaves: readonly Uint8Array[]): NodeAt {
  const nodeAt: NodeAt = (level, index) =>
    level === 0 ? leafHash(leaves[index] ?? new Uint8Array(0)) : nodeHash(nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1));
  return nodeAt;
}
