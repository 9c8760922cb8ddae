import { CoreError } from '../errors';
import { stringFromUtf8 } from './utf8';

/** A value of the JSON subset of bytes.md: numbers are whole and between 0 and 2^53 - 1. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/** A hostile file must not exhaust a verifier's machine; an announcement takes some thousand bytes and five levels. */
const MAX_BYTES = 4 * 2 ** 20;
const MAX_DEPTH = 16;

/**
 * Reads one JSON object under the rules of bytes.md: no duplicate keys, no fractions, exponents or signs, nothing
 * above 2^53 - 1, no lone surrogates. With `ascii` it is a file of the record: ASCII, LF as the only line end and as the
 * last byte. Without, it is a reader's own file (receipt, trust): UTF-8, any line ends. Throws `encoding.json`.
 */
export function parseStrictJson(bytes: Uint8Array, { ascii }: { readonly ascii: boolean }): JsonObject {
  if (bytes.length > MAX_BYTES) throw refusal(`at most ${MAX_BYTES} bytes`, `${bytes.length}`);
  if (ascii && bytes.some((byte) => byte > 0x7f || byte === 0x0d)) throw refusal('ASCII without CR', 'another byte');
  const text = stringFromUtf8(bytes);
  if (ascii && !text.endsWith('\n')) throw refusal('a final LF', 'none');
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('an object', typeof value);
  assertStrict(text);
  return value as JsonObject;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusal('JSON', 'something else');
  }
}

/** A string, a bracket or separator, or a number or word. What is read with it is known to be JSON. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Refuses what JSON allows and the protocol does not. JSON.parse takes the last of two equal keys and rounds numbers in
 * silence, so another reader could see another announcement under the same hash.
 */
function assertStrict(text: string): void {
  /** For each open bracket the keys seen since: none in a list. */
  const open: Set<unknown>[] = [];
  let previous = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') assertNewKey(open.at(-1)!, previous);
    else if (token.startsWith('"')) assertWellFormed(token);
    else if (/^[-0-9]/.test(token)) assertInteger(token);
    if (open.length > MAX_DEPTH) throw refusal(`at most ${MAX_DEPTH} levels`, 'more');
    previous = token;
  }
}

/** Keys are compared as what they say: `"\u0061"` is `"a"`. */
function assertNewKey(keys: Set<unknown>, token: string): void {
  const key: unknown = JSON.parse(token);
  if (keys.has(key)) throw refusal('every key once', token);
  keys.add(key);
}

function assertWellFormed(token: string): void {
  if (/\p{Surrogate}/u.test(JSON.parse(token) as string)) throw refusal('no lone surrogate', token);
}

function assertInteger(token: string): void {
  if (!/^(0|[1-9][0-9]*)$/.test(token) || !Number.isSafeInteger(Number(token))) throw refusal('0 to 2^53 - 1', token);
}

function refusal(expected: string, actual: string): CoreError {
  return new CoreError('encoding.json', { expected, actual });
}

/** ASCII JSON of `value` with a final LF: other characters become escapes (bytes.md). One line without `indent`. */
export function formatAsciiJson(value: object, indent?: number): Uint8Array {
  const json = JSON.stringify(value, null, indent);
  const ascii = json.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(`${ascii}\n`, (character) => character.charCodeAt(0));
}
