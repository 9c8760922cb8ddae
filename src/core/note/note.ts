import { ed25519 } from '@noble/curves/ed25519.js';

import { base64FromBytes, bytesFromBase64 } from '../encoding/base64';
import { bytesFromHex, hexFromBytes } from '../encoding/hex';
import { utf8FromString } from '../encoding/utf8';
import { CoreError, underCode } from '../errors';
import { deriveKeyId, deriveVerifierKey, isKeyName, NOTE_SIGNATURE, type NoteSigner, type VerifierKey } from './verifier-key';

/** C2SP: accept at least 16 signatures, but not without limit, so that nobody has to verify a million of them. */
const MAX_SIGNATURES = 64;

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  /** Eight hex digits. */
  readonly keyId: string;
  /** What follows the key ID; its meaning depends on the key's type. */
  readonly signature: Uint8Array;
}

/** A C2SP signed note. The text counts for nothing until a known key's signature has been verified. */
export interface Note {
  /** Ends in LF. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Reads a signed note (C2SP signed-note, "Format"). Throws `note.malformed`; verifies nothing. */
export function parseNote(note: string): Note {
  const separator = note.lastIndexOf('\n\n');
  if (separator < 0 || !note.endsWith('\n') || /[\x00-\x09\x0b-\x1f]|\p{Surrogate}/u.test(note)) {
    throw new CoreError('note.malformed', { expected: 'text, an empty line and signatures' });
  }
  const lines = note.slice(separator + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new CoreError('note.malformed', { expected: `${MAX_SIGNATURES} signatures` });
  return { text: note.slice(0, separator + 1), signatures: lines.map(parseSignatureLine) };
}

function parseSignatureLine(line: string): NoteSignature {
  const [dash, name = '', encoded = '', ...rest] = line.split(' ');
  const refusal = new CoreError('note.malformed', { expected: 'a signature line', actual: line });
  if (dash !== '\u2014' || !isKeyName(name) || rest.length > 0) throw refusal;
  const bytes = underCode('note.malformed', () => bytesFromBase64(encoded));
  if (bytes.length < 5) throw refusal;
  return { name, keyId: hexFromBytes(bytes.slice(0, 4)), signature: bytes.slice(4) };
}

/** The note's text form. Throws `note.malformed` for what {@link parseNote} would refuse or read differently. */
export function formatNote(note: Note): string {
  const lines = note.signatures.map(
    ({ name, keyId, signature }) => `\u2014 ${name} ${base64FromBytes(Uint8Array.of(...bytesFromHex(keyId, 4), ...signature))}\n`,
  );
  const formatted = `${note.text}\n${lines.join('')}`;
  if (!note.text.endsWith('\n') || parseNote(formatted).text !== note.text) {
    throw new CoreError('note.malformed', { expected: 'a text that ends in LF' });
  }
  return formatted;
}

/** The signed note of `text` (which ends in LF) with one Ed25519 signature (type 0x01). Throws `note.malformed`. */
export function signNote(text: string, signer: NoteSigner): string {
  const keyId = deriveKeyId(deriveVerifierKey(signer, NOTE_SIGNATURE));
  const signature = ed25519.sign(utf8FromString(text), signer.seed);
  return formatNote({ text, signatures: [{ name: signer.name, keyId, signature }] });
}

/**
 * Throws `note.signature` unless `key` (type 0x01) signed the note: at least one line has its name and ID, and every
 * such line verifies.
 */
export function verifyNote(note: Note, key: VerifierKey): void {
  const lines = signaturesOf(note, key);
  const message = utf8FromString(note.text);
  const valid = lines.every((line) => isEd25519Signature(line.signature, message, key.publicKey));
  if (key.type !== NOTE_SIGNATURE || lines.length === 0 || !valid) {
    throw new CoreError('note.signature', { expected: `a signature by ${key.name}+${deriveKeyId(key)}` });
  }
}

/** The signature lines that carry the key's name and ID; others belong to keys unknown here and are ignored. */
export function signaturesOf(note: Note, key: VerifierKey): NoteSignature[] {
  const keyId = deriveKeyId(key);
  return note.signatures.filter((line) => line.name === key.name && line.keyId === keyId);
}

/** RFC 8032 verification, strict: canonical encodings, cofactor equation, no key of small order. Malformed is false. */
export function isEd25519Signature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
