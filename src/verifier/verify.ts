import {
  type CheckLine,
  CoreError,
  DEFAULT_TRUST,
  parseReceipt,
  parseTrust,
  type RecordFiles,
  type Report,
  verifyReceiptSignature,
  verifyRecord,
} from '../core';

/** What a reader brings along, as bytes of files. */
export interface ReaderInputs {
  readonly receipt?: Uint8Array | undefined;
  /** Takes the place of the built-in trust. */
  readonly trust?: Uint8Array | undefined;
}

/** A report, and what is known about the receipt that was asked about. */
export interface Verification {
  readonly report: Report;
  /** `signed`: by a key that the reader trusts; otherwise its signature was not checked. */
  readonly receipt: 'none' | 'signed' | 'unchecked';
}

/** Input about which nothing can be said, good or bad. */
export interface Unusable {
  readonly verdict: 'unusable';
  readonly code: CoreError['code'];
  readonly reason: string;
}

/**
 * What every verifier of this project does: the reader's own files are read first, then the record.
 *
 * @param onLine hears of each line of the report as soon as it stands
 * @throws CoreError trust.malformed, receipt.malformed, record.missing-file, and whatever `readFiles` throws
 */
export function verify(readFiles: () => RecordFiles, inputs: ReaderInputs, onLine?: (line: CheckLine) => void): Verification {
  const trust = inputs.trust ? parseTrust(inputs.trust) : DEFAULT_TRUST;
  const receipt = inputs.receipt ? parseReceipt(inputs.receipt) : null;
  const isSigned = receipt !== null && verifyReceiptSignature(receipt, trust);
  const report = verifyRecord(readFiles(), trust, receipt, onLine);
  return { report, receipt: receipt === null ? 'none' : isSigned ? 'signed' : 'unchecked' };
}

/** The answer to input that cannot be used; a fault of this program is none and is thrown on. */
export function unusable(error: unknown): Unusable {
  if (!(error instanceof CoreError)) throw error;
  return { verdict: 'unusable', code: error.code, reason: error.message };
}
