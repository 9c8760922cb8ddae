import { hexFromBytes } from '../../../core';
import type { Keys } from '../../../platform/config';

/**
 * The practice chain's secret key as 64 hex digits. The two top bits of the stored 32 bytes are cleared, which puts any value below the
 * order of the BLS12-381 groups.
 */
export function practiceSecretOf(keys: Pick<Keys, 'practiceBeaconSecret'>): string {
  const secret = Uint8Array.from(keys.practiceBeaconSecret);
  secret[0] = secret[0]! & 0x3f;
  return hexFromBytes(secret);
}
