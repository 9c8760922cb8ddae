import { HEX_32_BYTES, SERVICE } from '../encoding/grammar';
import { anyString, matching, objectOf, oneOf, parsable, type Reader, type Shaped } from '../encoding/shape';
import { sha256HexOfText } from '../encoding/sha256';
import { parseStrictJson } from '../encoding/strict-json';
import { parseTime } from '../encoding/time';
import { stringFromUtf8, utf8FromString } from '../encoding/utf8';
import { underCode } from '../errors';
import { parseNote, parseVerifierKey, signNote, verifyNote, type Note, type NoteSigner } from '../note';
import { signaturesOf } from '../note/note';
import { PROTOCOL } from './announcement';
import type { Trust } from './trust';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const RECEIPT_SHAPE = {
  protocol: oneOf(PROTOCOL),
  kind: oneOf('receipt'),
  service: matching(SERVICE),
  registration: matching(UUID),
  receivedAt: parsable(parseTime),
  receiptSecret: matching(HEX_32_BYTES),
  identity: anyString,
  legalEffect: oneOf('none', 'application'),
} as const;

/** What an applicant is given: proof of having registered, and the secret by which they find themselves in a draw. */
export type ReceiptText = Shaped<typeof RECEIPT_SHAPE>;

/** A receipt as a verifier uses it. */
export interface Receipt {
  readonly receiptSecret: string;
  /** `surname|given names|birth date|case number`; null if the reader did not give it. */
  readonly identity: string | null;
  /** `<authority>/<service>`; null for a bare secret, which may belong to any. */
  readonly service: string | null;
  /** The signed note it came in; null for bare JSON. */
  readonly note: Note | null;
}

const readFullReceipt: Reader<ReceiptText> = objectOf(RECEIPT_SHAPE);
const readBareReceipt = objectOf({ receiptSecret: matching(HEX_32_BYTES), identity: { optional: anyString } });

/**
 * Reads a receipt: the signed note, its JSON object alone, or an object with only `receiptSecret` and perhaps
 * `identity`. Throws `receipt.malformed`; verifies no signature.
 */
export function parseReceipt(file: Uint8Array): Receipt {
  return underCode('receipt.malformed', () => {
    const text = stringFromUtf8(file);
    const note = text.includes('\n\n\u2014 ') ? parseNote(text) : null;
    const json = parseStrictJson(utf8FromString(note?.text ?? text), { ascii: false });
    if (json['protocol'] === undefined) {
      const bare = readBareReceipt(json, 'receipt');
      return { receiptSecret: bare.receiptSecret, identity: bare.identity ?? null, service: null, note };
    }
    const { receiptSecret, identity, service } = readFullReceipt(json, 'receipt');
    return { receiptSecret, identity, service, note };
  });
}

/** The signed note that is handed to the applicant. Throws `receipt.malformed` for what {@link parseReceipt} refuses. */
export function formatReceipt(receipt: ReceiptText, signer: NoteSigner): string {
  const note = signNote(`${JSON.stringify(receipt)}\n`, signer);
  parseReceipt(utf8FromString(note));
  return note;
}

/** The leaf of a receipt in `registrations.received`: SHA-256 of the note's text without its signatures, hex. */
export function deriveReceiptHash(receiptNote: string): string {
  return sha256HexOfText(parseNote(receiptNote).text);
}

/**
 * True if one of the reader's trusted log keys signed the receipt, false if none of them claims to have: then its
 * signature was not checked. Throws `receipt.malformed` if a line in a trusted key's name does not verify.
 */
export function verifyReceiptSignature({ note }: Receipt, trust: Trust): boolean {
  if (note === null) return false;
  const keys = trust.logs.map(parseVerifierKey).filter((key) => signaturesOf(note, key).length > 0);
  for (const key of keys) underCode('receipt.malformed', () => verifyNote(note, key));
  return keys.length > 0;
}
