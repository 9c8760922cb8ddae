import { QUICKNET, type ChainParameters } from '../beacon';
import { integer, listOf, objectOf, setOf, type Reader } from '../encoding/shape';
import { parseStrictJson } from '../encoding/strict-json';
import { underCode } from '../errors';
import { COSIGNATURE, NOTE_SIGNATURE } from '../note';
import { CHAIN_SHAPE, verifierKey } from './keys-and-chains';

/** What a verifier believes of its own accord; nothing in a record can add to it (verification.md). */
export interface Trust {
  readonly chains: readonly ChainParameters[];
  /** Verifier keys of logs. */
  readonly logs: readonly string[];
  /** Verifier keys of witnesses. */
  readonly witnesses: readonly string[];
  /** So many of the witnesses must have seen a log entry in time; at least 1. */
  readonly quorum: number;
}

const { kind: _kind, ...quicknet } = QUICKNET;

/** drand's quicknet, and nobody's word for the times. */
export const DEFAULT_TRUST: Trust = { chains: [quicknet], logs: [], witnesses: [], quorum: 1 };

const readTrust: Reader<Trust> = objectOf({
  chains: listOf(objectOf(CHAIN_SHAPE)),
  logs: setOf(verifierKey(NOTE_SIGNATURE)),
  witnesses: setOf(verifierKey(COSIGNATURE)),
  quorum: integer(1),
});

/** Reads a trust file: one JSON object with all four keys. Throws `trust.malformed`. */
export function parseTrust(file: Uint8Array): Trust {
  return underCode('trust.malformed', () => readTrust(parseStrictJson(file, { ascii: false }), 'trust'));
}
