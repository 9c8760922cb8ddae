import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  consistencyPath,
  consistencyProof,
  hexFromBytes,
  inclusionPath,
  inclusionProof,
  leafHash,
  merkleRoot,
  merkleRootOfLines,
  nodeHash,
  rootFromNodes,
  verifyConsistency,
  verifyInclusion,
} from '../../src/core';
import { expectCode } from './support/expect-code';
import { loadVector } from './support/vectors';

interface MerkleVectors {
  leaves: string[];
  roots: string[];
  inclusion: { index: number; size: number; proof: string[] };
  consistency: { from: number; to: number; proof: string[] };
}

const vectors = loadVector<MerkleVectors>('transparency');
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const LIMIT = 33;
const leaves = Array.from({ length: LIMIT }, (_, number) => new Uint8Array(Buffer.from(`leaf ${number}`)));

/** RFC 6962 section 2.1, word for word, with Node's hash. */
function naiveRoot(list: readonly Uint8Array[]): Buffer {
  const sha256 = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (list.length === 0) return sha256();
  if (list.length === 1) return sha256(Uint8Array.of(0), list[0]!);
  const k = 2 ** (Math.ceil(Math.log2(list.length)) - 1);
  return sha256(Uint8Array.of(1), naiveRoot(list.slice(0, k)), naiveRoot(list.slice(k)));
}

describe('the published vectors', () => {
  const list = vectors.leaves.map(bytes);

  it.each(vectors.roots.map((root, size) => [size, root] as const))('root of %d leaves', (size, root) => {
    expect(hexFromBytes(merkleRoot(list.slice(0, size)))).toBe(root);
  });

  it('inclusion and consistency', () => {
    const { index, size, proof } = vectors.inclusion;
    expect(inclusionProof(list.slice(0, size), index).map(hexFromBytes)).toEqual(proof);
    const { from, to, proof: steps } = vectors.consistency;
    expect(consistencyProof(list, from, to).map(hexFromBytes)).toEqual(steps);
  });
});

describe('roots', () => {
  it('are those of RFC 6962 for every size up to thirty-three, in all three ways of computing them', () => {
    for (let size = 0; size <= LIMIT; size++) {
      const some = leaves.slice(0, size);
      const expected = naiveRoot(some).toString('hex');
      expect(hexFromBytes(merkleRoot(some))).toBe(expected);
      expect(merkleRootOfLines(new Uint8Array(Buffer.concat(some.flatMap((leaf) => [leaf, Buffer.from('\n')]))))).toBe(expected);
      expect(hexFromBytes(rootFromNodes(size, storedNodes(size)))).toBe(expected);
    }
  });

  it('of a file are those of its lines, whatever their length', () => {
    const line = fc.uint8Array({ maxLength: 200 }).map((each) => each.filter((byte) => byte !== 0x0a));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const file = new Uint8Array(Buffer.concat(lines.flatMap((each) => [each, Buffer.from('\n')])));
        expect(merkleRootOfLines(file)).toBe(naiveRoot(lines).toString('hex'));
      }),
    );
  });

  it('refuse a file whose last line has no end', () => {
    expectCode('encoding.line', () => merkleRootOfLines(new Uint8Array(Buffer.from('a\nb'))));
  });
});

/** Complete subtrees as a log stores them; asking for one that is not complete is an error of the caller. */
function storedNodes(size: number): (level: number, index: number) => Uint8Array {
  return (level, index) => {
    const [from, to] = [index * 2 ** level, (index + 1) * 2 ** level];
    if (to > size) throw new Error(`(${level}, ${index}) is not complete in a tree of ${size}`);
    return naiveRoot(leaves.slice(from, to));
  };
}

describe('inclusion', () => {
  it('is proved for every leaf of every size up to thirty-three, from leaves and from stored nodes alike', () => {
    for (let size = 1; size <= LIMIT; size++) {
      const some = leaves.slice(0, size);
      const root = merkleRoot(some);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(some, index);
        expect(inclusionPath(index, size, storedNodes(size)).map(hexFromBytes)).toEqual(proof.map(hexFromBytes));
        verifyInclusion({ leafHash: leafHash(some[index]!), index, size, proof, root });
      }
    }
  });

  it('is refused for every other leaf, index, size and for a longer, shorter or changed proof', () => {
    for (const size of [1, 2, 3, 7, 8, 13]) {
      const some = leaves.slice(0, size);
      const root = merkleRoot(some);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(some, index);
        const claim = { leafHash: leafHash(some[index]!), index, size, proof, root };
        const wrong = [
          { leafHash: leafHash(leaves[LIMIT - 1]!) },
          { root: leafHash(leaves[0]!).map((byte) => byte ^ 1) },
          { proof: [...proof, root] },
          ...proof.flatMap((hash, step) => [
            { proof: proof.toSpliced(step, 1) },
            {
              proof: proof.with(
                step,
                hash.map((byte) => byte ^ 1),
              ),
            },
          ]),
          ...proof.map((hash, step) => ({ proof: proof.with(step, hash.slice(1)) })),
          ...Array.from({ length: size }, (_, other) => ({ index: other })).filter((other) => other.index !== index),
          ...[-1, size, 0.5, Number.NaN, 2 ** 53].map((other) => ({ index: other })),
        ];
        for (const change of wrong) expectCode('merkle.inclusion', () => verifyInclusion({ ...claim, ...change }));
      }
    }
  });

  it('can be asked for only within the tree', () => {
    for (const index of [-1, 3, 0.5, Number.NaN]) expectCode('merkle.range', () => inclusionProof(leaves.slice(0, 3), index));
    expectCode('merkle.range', () => inclusionPath(0, -1, storedNodes(0)));
    expectCode('merkle.range', () => rootFromNodes(0.5, storedNodes(0)));
  });

  it('holds in trees beyond 32 bits', () => {
    const size = 2 ** 40 + 3;
    const index = 2 ** 40 + 1;
    const nodeAt = (level: number, place: number): Uint8Array =>
      level === 1 ? nodeHash(nodeAt(0, 2 * place), nodeAt(0, 2 * place + 1)) : leafHash(new Uint8Array(Buffer.from(`${level} ${place}`)));
    const proof = inclusionPath(index, size, nodeAt);
    verifyInclusion({ leafHash: nodeAt(0, index), index, size, proof, root: rootFromNodes(size, nodeAt) });
    expect(proof).toHaveLength(3);
  });
});

describe('consistency', () => {
  it('is proved between all sizes up to thirty-three, from leaves and from stored nodes alike', () => {
    for (let to = 0; to <= LIMIT; to++) {
      for (let from = 0; from <= to; from++) {
        const proof = consistencyProof(leaves, from, to);
        expect(consistencyPath(from, to, storedNodes(to)).map(hexFromBytes)).toEqual(proof.map(hexFromBytes));
        verifyConsistency({ from, fromRoot: merkleRoot(leaves.slice(0, from)), to, toRoot: merkleRoot(leaves.slice(0, to)), proof });
      }
    }
  });

  it('is refused for other roots and sizes and for a longer, shorter or changed proof', () => {
    for (const [from, to] of [
      [1, 2],
      [2, 3],
      [3, 7],
      [4, 7],
      [6, 8],
      [8, 13],
      [13, 13],
    ] as const) {
      const proof = consistencyProof(leaves, from, to);
      const claim = { from, fromRoot: merkleRoot(leaves.slice(0, from)), to, toRoot: merkleRoot(leaves.slice(0, to)), proof };
      const wrong = [
        { fromRoot: claim.fromRoot.map((byte) => byte ^ 1) },
        { toRoot: claim.toRoot.map((byte) => byte ^ 1) },
        { proof: [...proof, claim.toRoot] },
        ...proof.flatMap((hash, step) => [
          { proof: proof.toSpliced(step, 1) },
          {
            proof: proof.with(
              step,
              hash.map((byte) => byte ^ 1),
            ),
          },
        ]),
        ...proof.map((hash, step) => ({ proof: proof.with(step, hash.slice(1)) })),
        { from: to + 1 },
        { from: -1 },
        { from: 0.5 },
      ];
      for (const change of wrong) expectCode('merkle.consistency', () => verifyConsistency({ ...claim, ...change }));
    }
  });

  it('of the empty tree needs no proof and admits none', () => {
    const claim = { from: 0, fromRoot: merkleRoot([]), to: 3, toRoot: merkleRoot(leaves.slice(0, 3)) };
    verifyConsistency({ ...claim, proof: [] });
    expectCode('merkle.consistency', () => verifyConsistency({ ...claim, proof: [claim.toRoot] }));
    expectCode('merkle.range', () => consistencyProof(leaves, 4, 3));
  });
});

describe('hashes', () => {
  it('tell a node from a leaf with the same bytes', () => {
    const [left, right] = [leafHash(leaves[0]!), leafHash(leaves[1]!)];
    const asLeaf = leafHash(new Uint8Array(Buffer.concat([left, right])));
    expect(hexFromBytes(nodeHash(left, right))).not.toBe(hexFromBytes(asLeaf));
  });
});
