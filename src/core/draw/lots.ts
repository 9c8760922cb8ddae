import { HEX_32_BYTES } from '../encoding/grammar';
import { compressBlock, initialState } from '../encoding/sha256-block';
import { CoreError } from '../errors';
import { MAX_TICKETS, type Entry } from './types';

const COLON = 0x3a;
const ZERO = 0x30;
const LOWER_A = 0x61;
/** The bit that ends every SHA-256 message, as a byte. */
const END = 0x80;

/** The scores of many entries, without an object for any of them. */
export interface Scores {
  /** Eight words an entry, most significant first: its smallest lot. */
  readonly words: Uint32Array;
  /** Which of its lots that is, from 1. */
  readonly j: Uint8Array;
}

/**
 * One lot (draw.md): SHA-256 of `seed ":" ticketId ":" j` as hex, as anybody can check by
 * `printf '%s:%s:%s' SEED TICKET J | sha256sum`. Defined for j from 1 to 64. Throws `draw.input`.
 */
export function lot(seed: string, ticketId: string, j: number): string {
  const block = new Int32Array(16);
  const digest = new Int32Array(8);
  assertTickets(j);
  writeTicket(block, ticketId);
  writeNumber(block, j);
  compressBlock(stateAfterSeed(seed), block, digest);
  return hexFromWords(digest, 0);
}

/**
 * The smallest lot of every entry (draw.md). The seed fills the first SHA-256 block, so its state is computed once
 * and every lot costs one block more; four million lots take about a second. Throws `draw.input`.
 */
export function scoreLots(seed: string, entries: readonly Pick<Entry, 'ticketId' | 'tickets'>[]): Scores {
  const afterSeed = stateAfterSeed(seed);
  const words = new Uint32Array(8 * entries.length);
  const smallest = new Uint8Array(entries.length);
  const block = new Int32Array(16);
  const digest = new Int32Array(8);
  for (let entry = 0; entry < entries.length; entry++) {
    const { ticketId, tickets } = entries[entry]!;
    assertTickets(tickets);
    writeTicket(block, ticketId);
    for (let j = 1; j <= tickets; j++) {
      writeNumber(block, j);
      compressBlock(afterSeed, block, digest);
      if (j > 1 && !isSmaller(digest, words, 8 * entry)) continue;
      for (let i = 0; i < 8; i++) words[8 * entry + i] = digest[i]!;
      smallest[entry] = j;
    }
  }
  return { words, j: smallest };
}

const digits = new Array<number>(64).fill(ZERO);

/** Hex of the eight words from `offset`. */
export function hexFromWords(words: Int32Array | Uint32Array, offset: number): string {
  for (let i = 0; i < 64; i++) {
    const digit = (words[offset + (i >> 3)]! >>> (28 - 4 * (i & 7))) & 15;
    digits[i] = digit < 10 ? ZERO + digit : LOWER_A + digit - 10;
  }
  return String.fromCharCode.apply(null, digits);
}

function stateAfterSeed(seed: string): Int32Array {
  if (!HEX_32_BYTES.test(seed)) throw new CoreError('draw.input', { expected: 'a seed of 64 hex digits', actual: seed });
  const block = new Int32Array(16);
  for (let i = 0; i < 64; i++) block[i >> 2]! |= seed.charCodeAt(i) << (24 - 8 * (i & 3));
  const state = initialState();
  compressBlock(state, block, state);
  return state;
}

/** Bytes 0 to 33 of the second block: `:`, the ticket id, `:`. */
function writeTicket(block: Int32Array, ticketId: string): void {
  let seen = 0;
  let word = COLON;
  for (let i = 0; i < 32; i++) {
    const byte = ticketId.charCodeAt(i);
    seen |= byte;
    word = (word << 8) | byte;
    if ((i & 3) === 2) block[i >> 2] = word;
  }
  if (ticketId.length !== 32 || seen > 0x7f) throw new CoreError('draw.input', { expected: 'a ticket id', actual: ticketId });
  block[8] = (word << 24) | (COLON << 16);
}

/** The rest of the second block: the decimal digits of `j`, the end bit, and the length of the whole message in bits. */
function writeNumber(block: Int32Array, j: number): void {
  const before = block[8]! & 0xffff0000;
  const ones = ZERO + (j % 10);
  block[8] = before | (j < 10 ? (ones << 8) | END : ((ZERO + Math.floor(j / 10)) << 8) | ones);
  block[9] = j < 10 ? 0 : END << 24;
  block[15] = 8 * (64 + 34 + (j < 10 ? 1 : 2));
}

function assertTickets(count: number): void {
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_TICKETS)) {
    throw new CoreError('draw.input', { expected: `1 to ${MAX_TICKETS} tickets`, actual: String(count) });
  }
}

function isSmaller(digest: Int32Array, words: Uint32Array, offset: number): boolean {
  for (let i = 0; i < 8; i++) {
    const a = digest[i]! >>> 0;
    const b = words[offset + i]!;
    if (a !== b) return a < b;
  }
  return false;
}
