import { nodeHash } from '../../core';

/** Place and value of a complete subtree: 2^level leaves, the first of them leaf `index · 2^level`. */
export interface TreeNode {
  level: number;
  index: number;
  hash: Uint8Array;
}

/** Places (level, index) of the complete subtrees that a tree of `size` leaves is made of, from left to right (RFC 6962). */
export function frontierOf(size: number): { level: number; index: number }[] {
  const frontier: { level: number; index: number }[] = [];
  let start = 0;
  for (let level = 52; level >= 0; level--) {
    const width = 2 ** level;
    if (size - start >= width) {
      frontier.push({ level, index: start / width });
      start += width;
    }
  }
  return frontier;
}

/**
 * All complete subtrees that come into being when leaves are added to a tree.
 *
 * @param size leaves before
 * @param frontier hashes of `frontierOf(size)`, in that order
 * @param leaves leaf hashes to add, in order
 */
export function growTree(size: number, frontier: readonly Uint8Array[], leaves: readonly Uint8Array[]): TreeNode[] {
  const stack: TreeNode[] = frontierOf(size).map((place, i) => ({ ...place, hash: frontier[i]! }));
  const grown: TreeNode[] = [];
  leaves.forEach((leaf, i) => {
    let node: TreeNode = { level: 0, index: size + i, hash: leaf };
    grown.push(node);
    // An odd index means the left sibling is complete: the two close a subtree one level up.
    while (node.index % 2 === 1) {
      const left = stack.pop()!;
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left.hash, node.hash) };
      grown.push(node);
    }
    stack.push(node);
  });
  return grown;
}
