import { CoreError, underCode, type CoreErrorCode } from '../errors';

const LF = 0x0a;
const CR = 0x0d;
/** So many bytes are turned into text at once: as arguments of one call, which are limited. */
const CHUNK = 8192;

/**
 * Calls `read` with every line of a line-by-line file of the record: ASCII, LF line ends, a final LF, zero lines in
 * zero bytes (bytes.md). The bytes are judged before the first line is read; whatever else is wrong with a line is for
 * `read` to say. Throws `code`.
 */
export function readLines(file: Uint8Array, code: CoreErrorCode, read: (line: string, number: number) => void): void {
  assertAsciiLines(file, code);
  let number = 1;
  let unfinished = '';
  for (let start = 0; start < file.length; start += CHUNK) {
    unfinished += textOfAscii(file.subarray(start, start + CHUNK));
    if (file.subarray(start, start + CHUNK).indexOf(LF) < 0) continue;
    const lines = unfinished.split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) read(line, number++);
  }
}

function assertAsciiLines(file: Uint8Array, code: CoreErrorCode): void {
  // Counted, because `for … of` over a hundred million bytes takes ten times as long.
  for (let i = 0; i < file.length; i++) {
    if (file[i]! > 0x7f || file[i] === CR) throw new CoreError(code, { expected: 'ASCII without CR' });
  }
  if (file.length > 0 && file[file.length - 1] !== LF) throw new CoreError(code, { expected: 'a final LF' });
}

/** The fields of a line with single spaces between them; another count throws `encoding.value`. */
export function splitFields(line: string, count: number): string[] {
  const fields = line.split(' ');
  if (fields.length !== count) {
    throw new CoreError('encoding.value', { expected: `${count} fields`, actual: `${fields.length}` });
  }
  return fields;
}

/** Runs `read` for one line, so that whatever is wrong inside is reported under `code` with the line's number. */
export function underLine<T>(code: CoreErrorCode, line: number, read: () => T): T {
  try {
    return underCode(code, read);
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    throw new CoreError(error.code, { expected: error.expected, actual: error.actual, line });
  }
}

/** The bytes of `lines`, each with its LF. A character that is not printable ASCII throws `code`. */
export function formatLines(lines: readonly string[], code: CoreErrorCode): Uint8Array {
  const file = new Uint8Array(lines.reduce((length, line) => length + line.length + 1, 0));
  let position = 0;
  for (const line of lines) {
    if (!/^[ -~]*$/.test(line)) throw new CoreError(code, { expected: 'printable ASCII', actual: line });
    for (let i = 0; i < line.length; i++) file[position++] = line.charCodeAt(i);
    file[position++] = LF;
  }
  return file;
}

function textOfAscii(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
