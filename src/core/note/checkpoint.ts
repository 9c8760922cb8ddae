import { base64FromBytes, bytesFromBase64 } from '../encoding/base64';
import { parseDecimal } from '../encoding/grammar';
import { CoreError, underCode } from '../errors';

/** The head of a log's tree (C2SP tlog-checkpoint). */
interface Checkpoint {
  /** The log's name. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  /** RFC 6962 root over them, 32 bytes. */
  readonly root: Uint8Array;
}

/** The text that the log signs: origin, size, root, each on a line. Throws `note.checkpoint`. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${base64FromBytes(checkpoint.root)}\n`;
  parseCheckpoint(text);
  return text;
}

/**
 * Reads a checkpoint's text. Extension lines are refused: nobody could audit what they say (log.md). Throws
 * `note.checkpoint`.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', end, ...rest] = text.split('\n');
  if (origin === '' || end !== '' || rest.length > 0) {
    throw new CoreError('note.checkpoint', { expected: 'origin, size and root', actual: text });
  }
  return underCode('note.checkpoint', () => {
    const rootBytes = bytesFromBase64(root);
    if (rootBytes.length !== 32) throw new CoreError('note.checkpoint', { expected: '32 bytes', actual: root });
    return { origin, size: parseDecimal(size, 0, Number.MAX_SAFE_INTEGER), root: rootBytes };
  });
}
