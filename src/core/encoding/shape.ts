import { CoreError } from '../errors';
import type { JsonObject, JsonValue } from './strict-json';

/** Turns an untrusted JSON value into a typed one or throws `encoding.value`; `at` says where, for the message. */
export type Reader<T> = (value: JsonValue | undefined, at: string) => T;

/** A field that may be left out, but not be null. */
interface OptionalReader<T> {
  readonly optional: Reader<T>;
}

type Shape = Readonly<Record<string, Reader<unknown> | OptionalReader<unknown>>>;
type RequiredKeys<S extends Shape> = { [K in keyof S]: S[K] extends Reader<unknown> ? K : never }[keyof S];
/** The object type that a shape describes. */
export type Shaped<S extends Shape> = {
  readonly [K in RequiredKeys<S>]: S[K] extends Reader<infer T> ? T : never;
} & {
  readonly [K in Exclude<keyof S, RequiredKeys<S>>]?: S[K] extends OptionalReader<infer T> ? T : never;
};

/** Any string. */
export const anyString: Reader<string> = (value, at) => (typeof value === 'string' ? value : refuse(at, 'a string', value));

/** A string that matches `pattern`, which must be anchored. */
export function matching(pattern: RegExp): Reader<string> {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? value : refuse(at, String(pattern), value));
}

/** A string for which `parse` does not throw; the string itself is kept, as it was published. */
export function parsable(parse: (text: string) => unknown): Reader<string> {
  return (value, at) => {
    const text = anyString(value, at);
    parse(text);
    return text;
  };
}

/** One of a few literal strings. */
export function oneOf<const T extends string>(...literals: readonly T[]): Reader<T> {
  return (value, at) => literals.find((literal) => literal === value) ?? refuse(at, literals.join(' or '), value);
}

/** A whole number from `least` to `most`. */
export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value, at) => (typeof value === 'number' && value >= least && value <= most ? value : refuse(at, `${least} to ${most}`, value));
}

/** What `reader` reads, or null. */
export function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value, at) => (value === null ? null : reader(value, at));
}

/** A list of at least `least` items. */
export function listOf<T>(item: Reader<T>, least = 0): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value) || value.length < least) return refuse(at, `a list of at least ${least}`, value);
    return value.map((element: JsonValue, index) => item(element, `${at}[${index}]`));
  };
}

/** A list without repeats. */
export function setOf(item: Reader<string>, least = 0): Reader<readonly string[]> {
  const list = listOf(item, least);
  return (value, at) => {
    const items = list(value, at);
    return new Set(items).size === items.length ? items : refuse(at, 'no repeats', value);
  };
}

/** An object with exactly the fields of `shape`: a field too many is refused as one too few is (bytes.md). */
export function objectOf<const S extends Shape>(shape: S): Reader<Shaped<S>> {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(at, 'an object', value);
    const object = value as JsonObject;
    const unknown = Object.keys(object).find((key) => !Object.hasOwn(shape, key));
    if (unknown !== undefined) throw new CoreError('encoding.value', { expected: 'no unknown field', actual: unknown });
    const result: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(shape)) {
      if (typeof field === 'function') result[key] = field(object[key], `${at}.${key}`);
      else if (object[key] !== undefined) result[key] = field.optional(object[key], `${at}.${key}`);
    }
    return result as Shaped<S>;
  };
}

function refuse(at: string, expected: string, value: JsonValue | undefined): never {
  const actual = value === undefined ? 'nothing' : JSON.stringify(value);
  throw new CoreError('encoding.value', { expected: `${at}: ${expected}`, actual });
}
