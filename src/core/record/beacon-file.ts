import type { Beacon } from '../beacon';
import { HEX_32_BYTES, HEX_48_BYTES } from '../encoding/grammar';
import { integer, matching, objectOf, type Reader } from '../encoding/shape';
import { formatAsciiJson, parseStrictJson } from '../encoding/strict-json';
import { underCode } from '../errors';

const readBeacon: Reader<Beacon> = objectOf({
  round: integer(1),
  signature: matching(HEX_48_BYTES),
  randomness: matching(HEX_32_BYTES),
});

/** Reads `beacon.json` (record.md); verifies nothing. Throws `beacon.malformed`. */
export function parseBeacon(file: Uint8Array): Beacon {
  return underCode('beacon.malformed', () => readBeacon(parseStrictJson(file, { ascii: true }), 'beacon'));
}

/** `beacon.json` of a round. Throws `beacon.malformed` for what {@link parseBeacon} refuses. */
export function formatBeacon(beacon: Beacon): Uint8Array {
  const file = formatAsciiJson(beacon, 1);
  parseBeacon(file);
  return file;
}
