import { CsvError, parse } from 'csv-parse';
import { type CaseRow, KEYED_COLUMNS, parseKeyedRow, parsePlainRow, PLAIN_COLUMNS, type RawRow, RowProblem } from './case-row';
import { CaseImportError, type CaseRowError } from './identity.errors';
import type { IdentityKeys } from './identity-keys';

/** A file, read: its cases, or everything that is wrong with it. */
export interface CaseFile {
  readonly rows: readonly CaseRow[];
  readonly errors: readonly CaseRowError[];
}

/**
 * Reads a CSV file of cases: UTF-8, comma or semicolon, a first line with exactly the columns of one of the two forms in
 * any order. Collects every wrong row, so that the office mends them in one go.
 *
 * @throws CaseImportError when the file as a whole can't be read
 */
export async function readCaseFile(text: string, authority: string, identityKeys: IdentityKeys): Promise<CaseFile> {
  const form = formOf(text);
  const lineOfCase = new Map<string, number>();
  const [rows, errors]: [CaseRow[], CaseRowError[]] = [[], []];
  for await (const { record, info } of openCsv(text, form)) {
    try {
      const row = form.plain ? parsePlainRow(record, authority, identityKeys) : parseKeyedRow(record);
      const caseKey = row.keys.caseKey.toString('hex');
      if (lineOfCase.has(caseKey)) throw new RowProblem(form.plain ? 'case_number' : 'case_key', 'case-register.duplicate-case');
      lineOfCase.set(caseKey, info.lines);
      rows.push(row);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      errors.push({ line: info.lines, field: error.field, code: error.code });
    }
  }
  if (rows.length + errors.length === 0) throw new CaseImportError({ line: 2, code: 'case-register.empty-file' });
  return { rows, errors };
}

interface CsvRecord {
  readonly record: RawRow;
  readonly info: { readonly lines: number };
}

interface CsvForm {
  readonly plain: boolean;
  readonly delimiter: ',' | ';';
  readonly columns: string[];
}

/** The first line holds column names only, so it tells the separator for certain. */
function formOf(text: string): CsvForm {
  const end = text.indexOf('\n');
  const header = end < 0 ? text : text.slice(0, end);
  const delimiter = header.includes(';') ? ';' : ',';
  const columns = header
    .replace(/^\uFEFF/, '')
    .split(delimiter)
    .map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
  const plain = isPermutation(columns, PLAIN_COLUMNS);
  if (!plain && !isPermutation(columns, KEYED_COLUMNS)) throw new CaseImportError({ line: 1, code: 'case-register.wrong-columns' });
  return { plain, delimiter, columns };
}

/** Reads piece by piece, so that a large file does not keep everybody else waiting. */
async function* openCsv(text: string, { delimiter, columns }: CsvForm): AsyncGenerator<CsvRecord> {
  // What was not UTF-8 has become U+FFFD on its way in: half a name must not be hashed as if it were one.
  const broken = text.indexOf('\uFFFD');
  if (broken >= 0) throw unreadable(text.slice(0, broken).split('\n').length);
  const options = { bom: true, columns, from_line: 2, delimiter, trim: true, info: true, skip_empty_lines: true };
  try {
    yield* parse(text, options) as AsyncIterable<CsvRecord>;
  } catch (error) {
    if (error instanceof CsvError) throw unreadable((error as CsvError & { lines?: number }).lines ?? 1);
    throw error;
  }
}

function unreadable(line: number): CaseImportError {
  return new CaseImportError({ line, code: 'case-register.unreadable-csv' });
}

function isPermutation(columns: readonly string[], expected: readonly string[]): boolean {
  return columns.length === expected.length && expected.every((column) => columns.includes(column));
}
