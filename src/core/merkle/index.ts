export { emptyRoot, leafHash, nodeHash } from './hashes';
export { merkleRootOfLines } from './line-root';
export * from './stored-nodes';
export * from './tree';
export * from './verify-proofs';
