import { bls12_381 } from '@noble/curves/bls12-381.js';

import { HEX_32_BYTES } from '../encoding/grammar';
import { bytesFromHex, hexFromBytes } from '../encoding/hex';
import { CoreError } from '../errors';
import { BEACON_SCHEME, derivePracticeChainHash, type BeaconChain } from './chain';
import { roundMessage } from './verify-beacon';

const bls = bls12_381.shortSignatures;

/**
 * A chain for practice and tests, whose secret key (64 hex digits) the operator holds. Whoever holds it can compute
 * every round in advance, so no verifier ever calls such a draw verified (randomness.md). Throws `beacon.secret-key`.
 */
export function derivePracticeChain(secretKeyHex: string, genesis: number, periodSeconds: number): BeaconChain {
  const publicKey = hexFromBytes(bls.getPublicKey(readSecretKey(secretKeyHex)).toBytes(true));
  const chainHash = derivePracticeChainHash(publicKey, genesis, periodSeconds);
  return { scheme: BEACON_SCHEME, chainHash, publicKey, genesis, periodSeconds, kind: 'practice' };
}

/** The signature of `round` by a practice chain's secret key: 96 hex digits. Throws `beacon.secret-key`. */
export function signPracticeRound(secretKeyHex: string, round: number): string {
  return hexFromBytes(bls.sign(roundMessage(round), readSecretKey(secretKeyHex)).toBytes(true));
}

function readSecretKey(secretKeyHex: string): Uint8Array {
  const isHex = HEX_32_BYTES.test(secretKeyHex);
  const scalar = isHex ? BigInt(`0x${secretKeyHex}`) : 0n;
  if (scalar === 0n || scalar >= bls12_381.fields.Fr.ORDER) {
    // Never repeat a secret in a message.
    throw new CoreError('beacon.secret-key', { expected: '64 hex digits, between 1 and the group order' });
  }
  return bytesFromHex(secretKeyHex, 32);
}
