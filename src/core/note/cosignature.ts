import { ed25519 } from '@noble/curves/ed25519.js';

import { utf8FromString } from '../encoding/utf8';
import { isEd25519Signature, signaturesOf, type Note, type NoteSignature } from './note';
import { COSIGNATURE, deriveKeyId, deriveVerifierKey, type NoteSigner, type VerifierKey } from './verifier-key';

/** C2SP tlog-cosignature: timestamps do not exceed 2^63 - 1. */
const MAX_TIMESTAMP = 2n ** 63n - 1n;

/**
 * A witness's timestamped signature line (C2SP tlog-cosignature, type 0x04) for a checkpoint's text: "at this time, this
 * was the largest consistent tree I had seen". To be appended to the checkpoint note's signatures.
 */
export function signCosignature(checkpointText: string, witness: NoteSigner, unixSeconds: number): NoteSignature {
  const keyId = deriveKeyId(deriveVerifierKey(witness, COSIGNATURE));
  const signature = ed25519.sign(signedMessage(checkpointText, BigInt(unixSeconds)), witness.seed);
  const timestamp = new Uint8Array(8);
  new DataView(timestamp.buffer).setBigUint64(0, BigInt(unixSeconds));
  return { name: witness.name, keyId, signature: Uint8Array.of(...timestamp, ...signature) };
}

/**
 * The Unix seconds at which the witness cosigned this checkpoint, or null if it did not: a line that does not verify
 * counts for nothing. If it cosigned several times, the earliest time counts.
 */
export function verifyCosignature(note: Note, witness: VerifierKey): number | null {
  if (witness.type !== COSIGNATURE) return null;
  const times = signaturesOf(note, witness)
    .map((line) => timeOfCosignature(note.text, line.signature, witness.publicKey))
    .filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

function timeOfCosignature(text: string, signature: Uint8Array, publicKey: Uint8Array): number | null {
  if (signature.length !== 72) return null;
  const timestamp = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
  if (timestamp > MAX_TIMESTAMP) return null;
  const valid = isEd25519Signature(signature.slice(8), signedMessage(text, timestamp), publicKey);
  return valid ? Number(timestamp) : null;
}

/** The header line separates cosignatures from every other use of the same key. */
function signedMessage(checkpointText: string, timestamp: bigint): Uint8Array {
  return utf8FromString(`cosignature/v1\ntime ${timestamp}\n${checkpointText}`);
}
