import { CoreError, LOGGED_STEPS, REQUIRED_FILES } from '../core';

/** The files of a record that a verifier reads. Whatever lies beside them is none of its business. */
export const RECORD_FILES: readonly string[] = [
  ...REQUIRED_FILES,
  ...LOGGED_STEPS.flatMap((step) => [`log/${step}.json`, `log/${step}.tlog-proof`]),
];

const MEBIBYTE = 2 ** 20;
/** A list of two million entries stays below. */
const MOST_LIST_BYTES = 256 * MEBIBYTE;
/** Of everything that is no list: the JSON files, the proofs, a receipt, a trust file. */
export const MOST_SMALL_FILE_BYTES = 4 * MEBIBYTE;
export const MOST_ARCHIVE_BYTES = 1024 * MEBIBYTE;

/**
 * Throws `record.unreadable` for a file that is larger than its kind may be: a hostile record must not exhaust the
 * reader's machine, and a verdict about bytes that nobody read would be worse than none.
 */
export function assertFileSize(name: string, bytes: number): void {
  const most = name.endsWith('.txt') ? MOST_LIST_BYTES : MOST_SMALL_FILE_BYTES;
  if (bytes > most) throw unreadable(`at most ${most} bytes in ${name}`, String(bytes));
}

/** The refusal of a record whose files cannot be told, or not safely. */
export function unreadable(expected: string, actual?: string): CoreError {
  return new CoreError('record.unreadable', { expected, actual });
}
