import { createContext, runInContext } from 'node:vm';

/** What a script finds by ECMAScript 2021 alone: no window, no worker, no Node. */
const GLOBALS = [
  'AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError',
  'FinalizationRegistry Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array JSON Map Math',
  'NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError',
  'TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI',
  'decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt',
  'undefined unescape',
].flatMap((line) => line.split(' '));

/** What came later than 2021, by the object that has it. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  Object: ['hasOwn', 'groupBy'],
  Map: ['groupBy'],
  Array: ['fromAsync'],
  'Array.prototype': ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'toSpliced', 'with'],
  'Object.getPrototypeOf(Uint8Array).prototype': ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'with'],
  Uint8Array: ['fromHex', 'fromBase64'],
  'Uint8Array.prototype': ['toHex', 'toBase64', 'setFromHex', 'setFromBase64'],
  'ArrayBuffer.prototype': ['resize', 'transfer', 'transferToFixedLength'],
  'String.prototype': ['at', 'isWellFormed', 'toWellFormed'],
  Promise: ['withResolvers', 'try'],
  RegExp: ['escape'],
  'Set.prototype': ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'],
};

/** What a page calls on the bundle. */
export interface Bundle {
  verifyZip(zip: Uint8Array, inputs?: { receipt?: Uint8Array; trust?: Uint8Array }): unknown;
  verifyFiles(files: ReadonlyMap<string, Uint8Array>): unknown;
  lot(seed: string, ticketId: string, j: number): string;
}

/** The bundle as it runs in a browser of 2021 that offers nothing but the language itself, and not its `eval`. */
export class OldBrowser {
  private readonly context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });
  readonly bundle: Bundle;

  constructor(code: string) {
    this.run(
      `for (const name of Object.getOwnPropertyNames(globalThis)) if (!${JSON.stringify(GLOBALS)}.includes(name)) delete globalThis[name];`,
    );
    for (const [owner, names] of Object.entries(LATER)) for (const name of names) this.run(`delete (${owner}).${name};`);
    this.bundle = this.run(`${code};FairslotVerifier`) as Bundle;
  }

  run(script: string): unknown {
    return runInContext(script, this.context);
  }

  /** Bytes as the context's own: those of another context are instances of another Uint8Array. */
  bytes(content: Uint8Array): Uint8Array {
    return (this.run('(bytes) => new Uint8Array(bytes)') as (bytes: Uint8Array) => Uint8Array)(content);
  }
}
