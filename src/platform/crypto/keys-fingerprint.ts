import type { Keys } from '../config';
import { sha256 } from './tokens';

/** Keys that can never be exchanged: stored hashes, the log and receipts that people hold are worth nothing under others. */
const LASTING = ['hashPepper', 'logSigningSeed', 'receiptSigningSeed'] as const;

/**
 * Tells two installations' keys apart without holding any: a key has 256 random bits, so its hash can be stored openly.
 * Data keys are not part of it (their list grows), nor is the practice beacon's secret (it means nothing outside rehearsals).
 * @returns 64 lower-case hex digits
 */
export function fingerprintOf(keys: Pick<Keys, (typeof LASTING)[number]>): string {
  // Each key is hashed under its name, so that two keys in each other's place make another fingerprint.
  const parts = LASTING.map((name) => sha256(Buffer.concat([Buffer.from(`fairslot/installation/${name}\0`), keys[name]])));
  return sha256(Buffer.concat([Buffer.from('fairslot/installation\0'), ...parts])).toString('hex');
}
