import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { bytesFromHex, hexFromBytes } from '../encoding/hex';
import { sha256Hex } from '../encoding/sha256';
import { CoreError, underCode } from '../errors';
import type { ChainParameters } from './chain';

const bls = bls12_381.shortSignatures;

/** Passed explicitly everywhere: with a library's default, an update could change what counts as a signature. */
const DOMAIN = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** One round of a beacon, as in `beacon.json` (randomness.md). */
export interface Beacon {
  readonly round: number;
  /** Compressed G1 point, 96 hex digits. */
  readonly signature: string;
  /** SHA-256 of the signature bytes, 64 hex digits. */
  readonly randomness: string;
}

/**
 * Throws unless `beacon` is the one value that `chain` has for that round (randomness.md): `beacon.signature` for
 * anything but the canonical bytes of the one valid signature, `beacon.randomness` for a wrong hash. Whether it is the
 * *announced* round of a *trusted* chain is for the caller to say.
 */
export function verifyBeacon(chain: ChainParameters, beacon: Beacon): void {
  if (!isValidSignature(chain.publicKey, beacon.round, beacon.signature)) {
    throw new CoreError('beacon.signature', { expected: `signature of round ${beacon.round}`, actual: beacon.signature });
  }
  const randomness = randomnessOf(beacon.signature);
  if (beacon.randomness !== randomness) {
    throw new CoreError('beacon.randomness', { expected: randomness, actual: beacon.randomness });
  }
}

/** SHA-256 of the 48 signature bytes, hex. Throws `encoding.hex` for anything but 96 lower-case hex digits. */
export function randomnessOf(signature: string): string {
  return sha256Hex(bytesFromHex(signature, 48));
}

/** The point of G1 that is signed for a round: the hash of SHA-256(uint64_be(round)). */
export function roundMessage(round: number): ReturnType<typeof bls.hash> {
  if (!Number.isSafeInteger(round) || round < 1) {
    throw new CoreError('beacon.signature', { expected: 'a round of at least 1', actual: String(round) });
  }
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(round));
  return bls.hash(sha256(bytes), DOMAIN);
}

function isValidSignature(publicKeyHex: string, round: number, signatureHex: string): boolean {
  const message = roundMessage(round);
  const publicKey = readPoint(bls12_381.G2.Point, publicKeyHex, 96);
  const signature = readPoint(bls12_381.G1.Point, signatureHex, 48);
  return bls.verify(signature, message, publicKey);
}

interface PointGroup<P> {
  fromBytes(bytes: Uint8Array): P;
}
interface GroupPoint {
  is0(): boolean;
  assertValidity(): void;
  toBytes(compressed: boolean): Uint8Array;
}

/**
 * A point from its canonical compressed hex. The point at infinity "verifies" under equations it should not, points
 * outside the prime-order subgroup give several signatures for one round, and a second spelling gives a second
 * randomness: all three are refused. The library refuses them too; what the protocol demands is not left to its versions.
 */
function readPoint<P extends GroupPoint>(group: PointGroup<P>, hex: string, byteLength: number): P {
  const refusal = new CoreError('beacon.signature', { expected: `a canonical point of ${byteLength} bytes`, actual: hex });
  const bytes = underCode('beacon.signature', () => bytesFromHex(hex, byteLength));
  let point: P;
  try {
    point = group.fromBytes(bytes);
    point.assertValidity();
  } catch {
    throw refusal;
  }
  if (point.is0() || hexFromBytes(point.toBytes(true)) !== hex) throw refusal;
  return point;
}
