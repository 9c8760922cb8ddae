import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { base64FromBytes, bytesFromBase64 } from '../encoding/base64';
import { hexFromBytes } from '../encoding/hex';
import { utf8FromString } from '../encoding/utf8';
import { CoreError, underCode } from '../errors';

/** Signature types of C2SP signed-note that this project uses; every other one is refused. */
export const NOTE_SIGNATURE = 0x01;
export const COSIGNATURE = 0x04;
export type SignatureType = typeof NOTE_SIGNATURE | typeof COSIGNATURE;

/** An Ed25519 key by which notes (0x01) or timestamped cosignatures (0x04) are verified. */
export interface VerifierKey {
  readonly name: string;
  readonly type: SignatureType;
  /** 32 bytes, RFC 8032. */
  readonly publicKey: Uint8Array;
}

/** Who signs: a key name and the 32-byte Ed25519 seed (the private key of RFC 8032). */
export interface NoteSigner {
  readonly name: string;
  readonly seed: Uint8Array;
}

/** Key names are non-empty, without Unicode spaces and without plus (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[+\p{White_Space}\x00-\x1f]/u.test(name);
}

/** The key that verifies what `signer` signs with signatures of `type`. */
export function deriveVerifierKey(signer: NoteSigner, type: SignatureType): VerifierKey {
  return { name: signer.name, type, publicKey: ed25519.getPublicKey(signer.seed) };
}

/** The four-byte key ID: SHA-256(name || LF || type || public key)[:4]; eight hex digits. */
export function deriveKeyId(key: VerifierKey): string {
  return hexFromBytes(sha256(Uint8Array.of(...utf8FromString(key.name), 0x0a, key.type, ...key.publicKey))).slice(0, 8);
}

/** `<name>+<key id>+<base64 of type and key>`, the vkey of C2SP signed-note. Throws `note.key`. */
export function formatVerifierKey(key: VerifierKey): string {
  const vkey = `${key.name}+${deriveKeyId(key)}+${base64FromBytes(Uint8Array.of(key.type, ...key.publicKey))}`;
  parseVerifierKey(vkey);
  return vkey;
}

/** Reads a vkey of one of the two types; its key ID must be the one of its name and key. Throws `note.key`. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const refusal = new CoreError('note.key', { expected: 'an Ed25519 verifier key', actual: vkey });
  const match = /^([^+]*)\+([0-9a-f]{8})\+([^ ]*)$/.exec(vkey);
  const [, name = '', keyId = '', material = ''] = match ?? [];
  if (!isKeyName(name)) throw refusal;
  const bytes = underCode('note.key', () => bytesFromBase64(material));
  const type = bytes[0];
  if (bytes.length !== 33 || (type !== NOTE_SIGNATURE && type !== COSIGNATURE)) throw refusal;
  const key: VerifierKey = { name, type, publicKey: bytes.slice(1) };
  if (deriveKeyId(key) !== keyId) throw refusal;
  return key;
}
