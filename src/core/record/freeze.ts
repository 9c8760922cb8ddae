import { HEX_32_BYTES, NAME, parseDrawId } from '../encoding/grammar';
import { integer, listOf, matching, objectOf, oneOf, parsable, type Reader } from '../encoding/shape';
import { formatAsciiJson, parseStrictJson } from '../encoding/strict-json';
import { parseTime } from '../encoding/time';
import { underCode } from '../errors';
import { PROTOCOL } from './announcement';

/** Roots, counts and commitments: `freeze.json` (record.md). Its hash fixes everything that could be chosen. */
export interface Freeze {
  readonly protocol: typeof PROTOCOL;
  readonly drawId: string;
  /** SHA-256 of `announcement.json`. */
  readonly announcement: string;
  readonly entries: { readonly count: number; readonly tickets: number; readonly root: string };
  readonly slots: { readonly count: number; readonly root: string };
  /** One a contributor, in the announced order. */
  readonly commitments: readonly Commitment[];
  readonly round: number;
  readonly frozenAt: string;
}

/** A contributor's commitment to its secret. */
export interface Commitment {
  readonly contributor: string;
  readonly commitment: string;
}

/** Frozen for a contributor that delivered no commitment in time; no secret can be found for it. */
export const ABSENT_COMMITMENT = '0'.repeat(64);

const hash = matching(HEX_32_BYTES);

const readFreeze: Reader<Freeze> = objectOf({
  protocol: oneOf(PROTOCOL),
  drawId: parsable(parseDrawId),
  announcement: hash,
  entries: objectOf({ count: integer(0), tickets: integer(0), root: hash }),
  slots: objectOf({ count: integer(0), root: hash }),
  commitments: listOf(objectOf({ contributor: matching(NAME), commitment: hash })),
  round: integer(1),
  frozenAt: parsable(parseTime),
});

/** Reads `freeze.json`. Throws `announcement.freeze-malformed`. */
export function parseFreeze(file: Uint8Array): Freeze {
  return underCode('announcement.freeze-malformed', () => readFreeze(parseStrictJson(file, { ascii: true }), 'freeze'));
}

/** `freeze.json` of a freeze. Throws `announcement.freeze-malformed` for what {@link parseFreeze} refuses. */
export function formatFreeze(freeze: Freeze): Uint8Array {
  const file = formatAsciiJson(freeze, 1);
  parseFreeze(file);
  return file;
}
