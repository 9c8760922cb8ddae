import { BEACON_SCHEME } from '../beacon';
import { HEX_32_BYTES, HEX_96_BYTES } from '../encoding/grammar';
import { integer, matching, oneOf, parsable, type Reader } from '../encoding/shape';
import { CoreError } from '../errors';
import { parseVerifierKey, type SignatureType } from '../note';

/** A verifier key of one of the two roles: a witness's key in the log's place could never verify anything. */
export function verifierKey(type: SignatureType): Reader<string> {
  return parsable((vkey) => {
    if (parseVerifierKey(vkey).type !== type) {
      throw new CoreError('note.key', { expected: `a key of type ${type}`, actual: vkey });
    }
  });
}

/** The five parameters of a chain, as announcements and trust files name them. */
export const CHAIN_SHAPE = {
  scheme: oneOf(BEACON_SCHEME),
  chainHash: matching(HEX_32_BYTES),
  publicKey: matching(HEX_96_BYTES),
  genesis: integer(0),
  periodSeconds: integer(1),
} as const;
