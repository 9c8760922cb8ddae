import { HEX_32_BYTES, NAME } from '../encoding/grammar';
import { listOf, matching, nullable, objectOf, type Reader } from '../encoding/shape';
import { formatAsciiJson, parseStrictJson } from '../encoding/strict-json';
import { underCode } from '../errors';

/** The contributions: `reveal.json` (record.md). */
export interface Reveal {
  readonly contributions: readonly Contribution[];
}

/** A contributor's secret, or null if it was not published by the reveal instant. */
export interface Contribution {
  readonly contributor: string;
  readonly secret: string | null;
}

const readReveal: Reader<Reveal> = objectOf({
  contributions: listOf(objectOf({ contributor: matching(NAME), secret: nullable(matching(HEX_32_BYTES)) })),
});

/** Reads `reveal.json`. Throws `contributions.malformed`. */
export function parseReveal(file: Uint8Array): Reveal {
  return underCode('contributions.malformed', () => readReveal(parseStrictJson(file, { ascii: true }), 'reveal'));
}

/** `reveal.json` of a reveal. Throws `contributions.malformed` for what {@link parseReveal} refuses. */
export function formatReveal(reveal: Reveal): Uint8Array {
  const file = formatAsciiJson(reveal, 1);
  parseReveal(file);
  return file;
}
