import './old-browsers';
import { type CheckLine, lot, type RecordFiles, type Report } from '../core';
import { readArchive } from './archive';
import { type ReaderInputs, type Unusable, unusable, verify } from './verify';

/** A report, or why there can be none. `receipt` tells whether the receipt's signature was checked. */
export type BrowserReport = (Report & { receipt: 'none' | 'signed' | 'unchecked' }) | Unusable;

/**
 * Verifies a zipped record inside a page or a worker. Nothing leaves the browser, the receipt least of all.
 *
 * @param zip bytes of record.zip
 * @param inputs bytes of a receipt and of a trust file, where the visitor has them
 */
export function verifyZip(zip: Uint8Array, inputs: ReaderInputs = {}): BrowserReport {
  return report(() => readArchive(zip), inputs);
}

/** As {@link verifyZip}, over files that are there already. @param onLine hears of each line of the report as soon as it stands */
export function verifyFiles(files: RecordFiles, inputs: ReaderInputs = {}, onLine?: (line: CheckLine) => void): BrowserReport {
  return report(() => files, inputs, onLine);
}

function report(readFiles: () => RecordFiles, inputs: ReaderInputs, onLine?: (line: CheckLine) => void): BrowserReport {
  try {
    const verification = verify(readFiles, inputs, onLine);
    return { ...verification.report, receipt: verification.receipt };
  } catch (error) {
    return unusable(error);
  }
}

export { lot };
