import { CsvFault, type CsvHeader, openCsv, readCsvHeader } from '../../platform/csv';
import { type CaseRow, KEYED_COLUMNS, parseKeyedRow, parsePlainRow, PLAIN_COLUMNS, type RawRow, RowProblem } from './case-row';
import { CaseImportError, type CaseRowError } from './identity.errors';
import type { IdentityKeys } from './identity-keys';

/** A file, read: its cases, or everything that is wrong with it. */
interface CaseFile {
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
  try {
    return await readRows(text, authority, identityKeys);
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    const code = error.kind === 'unreadable' ? 'case-register.unreadable-csv' : 'case-register.wrong-columns';
    throw new CaseImportError({ line: error.line, code });
  }
}

async function readRows(text: string, authority: string, identityKeys: IdentityKeys): Promise<CaseFile> {
  const header = readCsvHeader(text);
  const isPlain = isPlainForm(header);
  const seen = new Set<string>();
  const [rows, errors]: [CaseRow[], CaseRowError[]] = [[], []];
  for await (const { record, line } of openCsv<RawRow>(text, header)) {
    try {
      const row = isPlain ? parsePlainRow(record, authority, identityKeys) : parseKeyedRow(record);
      const caseKey = row.keys.caseKey.toString('hex');
      if (seen.has(caseKey)) throw new RowProblem(isPlain ? 'case_number' : 'case_key', 'case-register.duplicate-case');
      seen.add(caseKey);
      rows.push(row);
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      errors.push({ line, field: error.field, code: error.code });
    }
  }
  if (rows.length + errors.length === 0) throw new CaseImportError({ line: 2, code: 'case-register.empty-file' });
  return { rows, errors };
}

/** Whether rows hold names and numbers, or keyed hashes of them. @throws CsvFault `wrong-columns` for neither */
function isPlainForm({ columns }: CsvHeader): boolean {
  if (isPermutation(columns, PLAIN_COLUMNS)) return true;
  if (!isPermutation(columns, KEYED_COLUMNS)) throw new CsvFault('wrong-columns', 1);
  return false;
}

function isPermutation(columns: readonly string[], expected: readonly string[]): boolean {
  return columns.length === expected.length && expected.every((column) => columns.includes(column));
}
