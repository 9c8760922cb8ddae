import { CoreError } from '../errors';
import { stringFromUtf8 } from './utf8';

/** A value of the JSON subset of PROTOCOL 2: numbers are whole and between 0 and 2^53 - 1. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
/** An object without prototype, so that a key such as `__proto__` is only a key. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** Deepest nesting read; the record's shapes need four levels, and unlimited nesting could exhaust the stack. */
const MAX_DEPTH = 16;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A hostile file must not exhaust a verifier's machine; an announcement takes some thousand bytes. */
const MAX_BYTES = 4 * 2 ** 20;

/**
 * Reads one JSON object under the rules of PROTOCOL 2: no duplicate keys, no fractions, exponents or signs, nothing
 * above 2^53 - 1, no lone surrogates. With `ascii` it is a file of the record: ASCII, LF as the only line end and as the
 * last byte. Without, it is a reader's own file (receipt, trust): UTF-8, any line ends. Throws `encoding.json`.
 */
export function parseStrictJson(bytes: Uint8Array, { ascii }: { readonly ascii: boolean }): JsonObject {
  if (bytes.length > MAX_BYTES) throw refusal(`at most ${MAX_BYTES} bytes`, `${bytes.length}`);
  if (ascii && bytes.some((byte) => byte > 0x7f || byte === 0x0d)) throw refusal('ASCII without CR', 'another byte');
  const text = stringFromUtf8(bytes);
  if (ascii && !text.endsWith('\n')) throw refusal('a final LF', 'none');
  const reader = new JsonReader(text);
  const value = reader.readObject(0);
  reader.readEnd();
  return value;
}

/** Recursive descent over the text; `position` is the only state. */
class JsonReader {
  private position = 0;

  constructor(private readonly text: string) {}

  readObject(depth: number): JsonObject {
    this.expect('{');
    const object: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
    if (this.accept('}')) return object;
    do {
      this.skipSpace();
      const key = this.readString();
      if (key in object) throw refusal('keys once each', key);
      this.expect(':');
      object[key] = this.readValue(depth + 1);
    } while (this.accept(','));
    this.expect('}');
    return object;
  }

  readEnd(): void {
    this.skipSpace();
    if (this.position !== this.text.length) throw this.unexpected('the end');
  }

  private readValue(depth: number): JsonValue {
    if (depth > MAX_DEPTH) throw refusal(`at most ${MAX_DEPTH} levels`, 'more');
    this.skipSpace();
    const first = this.text.charAt(this.position);
    if (first === '{') return this.readObject(depth);
    if (first === '[') return this.readArray(depth);
    if (first === '"') return this.readString();
    for (const [word, value] of [
      ['null', null],
      ['true', true],
      ['false', false],
    ] as const) {
      if (this.text.startsWith(word, this.position)) {
        this.position += word.length;
        return value;
      }
    }
    return this.readInteger();
  }

  private readArray(depth: number): JsonValue[] {
    this.expect('[');
    const items: JsonValue[] = [];
    if (this.accept(']')) return items;
    do items.push(this.readValue(depth + 1));
    while (this.accept(','));
    this.expect(']');
    return items;
  }

  /** What follows decides: after `12` of `12.5`, `1e3` or `012` no separator stands, so those are refused there. */
  private readInteger(): number {
    const digits = /(?:0|[1-9][0-9]*)/y;
    digits.lastIndex = this.position;
    const match = digits.exec(this.text);
    if (match === null) throw this.unexpected('a value');
    const value = Number(match[0]);
    if (!Number.isSafeInteger(value)) throw refusal('at most 2^53 - 1', match[0]);
    this.position += match[0].length;
    return value;
  }

  private readString(): string {
    if (this.text.charAt(this.position) !== '"') throw this.unexpected('a string');
    let value = '';
    for (this.position++; ;) {
      const character = this.text.charAt(this.position++);
      if (character === '"') break;
      if (character < ' ') throw refusal('no control character', 'one in a string'); // the end of the text is '' < ' '
      value += character === '\\' ? this.readEscape() : character;
    }
    if (/\p{Surrogate}/u.test(value)) throw refusal('no lone surrogate', 'one in a string');
    return value;
  }

  private readEscape(): string {
    const letter = this.text.charAt(this.position++);
    const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
    if (plain !== undefined) return plain;
    const digits = this.text.slice(this.position, this.position + 4);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) throw refusal('an escape of RFC 8259', `\\${letter}`);
    this.position += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private skipSpace(): void {
    while (' \t\n\r'.includes(this.text.charAt(this.position)) && this.position < this.text.length) this.position++;
  }

  private accept(character: string): boolean {
    this.skipSpace();
    const found = this.text.charAt(this.position) === character;
    if (found) this.position++;
    return found;
  }

  private expect(character: string): void {
    if (!this.accept(character)) throw this.unexpected(`"${character}"`);
  }

  private unexpected(expected: string): CoreError {
    return refusal(expected, `"${this.text.slice(this.position, this.position + 12)}" at ${this.position}`);
  }
}

function refusal(expected: string, actual: string): CoreError {
  return new CoreError('encoding.json', { expected, actual });
}

/** ASCII JSON of `value` with a final LF: other characters become escapes (PROTOCOL 2). One line without `indent`. */
export function formatAsciiJson(value: object, indent?: number): Uint8Array {
  const json = JSON.stringify(value, null, indent);
  const ascii = json.replace(/[^\x00-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(`${ascii}\n`, (character) => character.charCodeAt(0));
}
