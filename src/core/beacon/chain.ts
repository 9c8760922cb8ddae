import { taggedHash } from '../encoding/sha256';

/** The one signature scheme of version 1: BLS on G1 with RFC 9380 hashing, rounds not chained (randomness.md). */
export const BEACON_SCHEME = 'bls-unchained-g1-rfc9380';

/** The five parameters that make a beacon this beacon and no other. */
export interface ChainParameters {
  readonly scheme: typeof BEACON_SCHEME;
  /** 64 hex digits. */
  readonly chainHash: string;
  /** Compressed G2 point, 192 hex digits. */
  readonly publicKey: string;
  /** Unix seconds of round 1. */
  readonly genesis: number;
  readonly periodSeconds: number;
}

/** A chain as announced. `kind` is the office's claim; a verifier trusts only chains of its own (randomness.md). */
export interface BeaconChain extends ChainParameters {
  readonly kind: 'public' | 'practice';
}

/** drand's quicknet, run by the League of Entropy: the chain every verifier knows. */
export const QUICKNET: BeaconChain = {
  scheme: BEACON_SCHEME,
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451' +
    '0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesis: 1692803367,
  periodSeconds: 3,
  kind: 'public',
};

/** True if all five parameters agree: a foreign key under a known chain hash is a foreign chain. */
export function isSameChain(a: ChainParameters, b: ChainParameters): boolean {
  return (
    a.scheme === b.scheme &&
    a.chainHash === b.chainHash &&
    a.publicKey === b.publicKey &&
    a.genesis === b.genesis &&
    a.periodSeconds === b.periodSeconds
  );
}

/** The hash that names a practice chain, whose secret key the office holds (randomness.md). */
export function derivePracticeChainHash(publicKey: string, genesis: number, periodSeconds: number): string {
  return taggedHash('fairslot/v1/practice-chain', publicKey, `${genesis} ${periodSeconds}`);
}

/**
 * The first round whose time is at or after `unixSeconds` (randomness.md); up to genesis that is round 1, the first there
 * is.
 */
export function roundAt(chain: Pick<ChainParameters, 'genesis' | 'periodSeconds'>, unixSeconds: number): number {
  return Math.max(1, Math.ceil((unixSeconds - chain.genesis) / chain.periodSeconds) + 1);
}

/** Unix seconds at which `round` is due (randomness.md); before this moment nobody can know its value. */
export function timeOfRound(chain: Pick<ChainParameters, 'genesis' | 'periodSeconds'>, round: number): number {
  return chain.genesis + chain.periodSeconds * (round - 1);
}
