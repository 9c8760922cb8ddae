import { base64FromBytes, bytesFromBase64 } from '../encoding/base64';
import { parseDecimal } from '../encoding/grammar';
import { CoreError, underCode } from '../errors';
import { parseNote } from './note';

const HEADER = 'c2sp.org/tlog-proof@v1';
/** No tree is higher. */
const MAX_HASHES = 63;

/** An offline proof that an entry is in a log (C2SP tlog-proof). */
interface TlogProof {
  /** Zero-based index of the entry. */
  readonly index: number;
  /** Inclusion proof from the leaf's sibling upwards, 32 bytes each. */
  readonly proof: readonly Uint8Array[];
  /** The log's checkpoint: the signed note verbatim, with all its signature lines. */
  readonly checkpoint: string;
}

/** The text form of a proof. Throws `note.proof`. */
export function formatTlogProof(proof: TlogProof): string {
  const hashes = proof.proof.map((hash) => `${base64FromBytes(hash)}\n`).join('');
  const text = `${HEADER}\nindex ${proof.index}\n${hashes}\n${proof.checkpoint}`;
  parseTlogProof(text);
  return text;
}

/**
 * Reads a proof without an `extra` line, which C2SP allows but which nothing authenticates and nothing here would
 * understand (log.md). Throws `note.proof`; verifies nothing.
 */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  const [header, indexLine = '', ...hashLines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (header !== HEADER || !indexLine.startsWith('index ') || hashLines.length > MAX_HASHES) {
    throw new CoreError('note.proof', { expected: `${HEADER}, an index and hashes` });
  }
  const checkpoint = text.slice(end + 2);
  return underCode('note.proof', () => {
    parseNote(checkpoint);
    const index = parseDecimal(indexLine.slice('index '.length), 0, Number.MAX_SAFE_INTEGER);
    return { index, proof: hashLines.map(parseHashLine), checkpoint };
  });
}

function parseHashLine(line: string): Uint8Array {
  const hash = bytesFromBase64(line);
  if (hash.length !== 32) throw new CoreError('note.proof', { expected: '32 bytes', actual: line });
  return hash;
}
