import { hexFromBytes } from '../encoding/hex';
import { compressBlock, initialState } from '../encoding/sha256-block';
import { CoreError } from '../errors';
import { emptyRoot, LEAF_PREFIX, NODE_PREFIX } from './hashes';

const LF = 0x0a;

/**
 * RFC 6962 root of a file whose leaves are its lines without their LF (bytes.md), in one walk over the bytes: a
 * frozen list can have a million lines. Lower-case hex, as `freeze.json` carries it; the same value as `merkleRoot` over
 * the lines. Throws `encoding.line` if the last line has no LF.
 */
export function merkleRootOfLines(file: Uint8Array): string {
  if (file.length === 0) return hexFromBytes(emptyRoot());
  if (file[file.length - 1] !== LF) throw new CoreError('encoding.line', { expected: 'a final LF' });
  // Hashes of complete subtrees, largest first; their sizes are the binary digits of the number of leaves read.
  const stack: Uint8Array[] = [];
  let leaves = 0;
  for (let start = 0; start < file.length; leaves++) {
    const end = file.indexOf(LF, start);
    let hash = hashPrefixed(LEAF_PREFIX, file, start, end);
    for (let size = leaves; size % 2 === 1; size = (size - 1) / 2) hash = joined(stack.pop(), hash);
    stack.push(hash);
    start = end + 1;
  }
  let root = stack.pop() ?? emptyRoot();
  while (stack.length > 0) root = joined(stack.pop(), root);
  return hexFromBytes(root);
}

const pair = new Uint8Array(64);

function joined(left: Uint8Array | undefined, right: Uint8Array): Uint8Array {
  pair.set(left ?? right, 0);
  pair.set(right, 32);
  return hashPrefixed(NODE_PREFIX, pair, 0, 64);
}

const state = new Int32Array(8);
const words = new Int32Array(16);
const start0 = initialState();

/** SHA-256 of `prefix` and the bytes from `start` up to `end`. */
function hashPrefixed(prefix: number, bytes: Uint8Array, start: number, end: number): Uint8Array {
  const length = end - start + 1;
  const blocks = Math.floor((length + 8) / 64) + 1;
  state.set(start0);
  for (let block = 0, position = start - 1; block < blocks; block++) {
    for (let i = 0; i < 16; i++) {
      let word = 0;
      for (let k = 0; k < 4; k++, position++) {
        const byte = position < start ? prefix : position < end ? bytes[position]! : position === end ? 0x80 : 0;
        word = (word << 8) | byte;
      }
      words[i] = word;
    }
    if (block === blocks - 1) {
      words[14] = Math.floor(length / 0x20000000);
      words[15] = length << 3;
    }
    compressBlock(state, words, state);
  }
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = state[i >> 2]! >>> (24 - 8 * (i & 3));
  return digest;
}
