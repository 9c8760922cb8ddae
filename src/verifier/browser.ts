import {
  CoreError,
  DEFAULT_TRUST,
  lot,
  parseReceipt,
  parseTrust,
  type Report,
  verifyRecord,
} from '../core';
import { unzipSync } from 'fflate';

/** A report, or why there can be none. */
export type BrowserReport = Report | { verdict: 'unusable'; code: string; reason: string };

/**
 * Verifies a zipped record inside a page or a worker. Nothing leaves the browser, the receipt least of all.
 *
 * @param zip bytes of record.zip
 * @param inputs bytes of a receipt and of a trust file, where the visitor has them
 */
export function verifyZip(zip: Uint8Array, inputs: { receipt?: Uint8Array; trust?: Uint8Array } = {}): BrowserReport {
  let files: ReadonlyMap<string, Uint8Array>;
  try {
    files = new Map(Object.entries(unzipSync(zip)));
  } catch {
    return { verdict: 'unusable', code: 'record.unreadable', reason: 'this is no zip file' };
  }
  return verifyFiles(files, inputs);
}

/** As {@link verifyZip}, over files that are there already. */
export function verifyFiles(
  files: ReadonlyMap<string, Uint8Array>,
  { receipt, trust }: { receipt?: Uint8Array; trust?: Uint8Array } = {},
): BrowserReport {
  try {
    return verifyRecord(files, trust ? parseTrust(trust) : DEFAULT_TRUST, receipt ? parseReceipt(receipt) : null);
  } catch (error) {
    if (error instanceof CoreError) return { verdict: 'unusable', code: error.code, reason: error.message };
    throw error;
  }
}

export { lot };
