import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | boolean | null;

/**
 * A table as a text (RFC 4180: CRLF, quotes where they are needed). What a spreadsheet would take for a formula gets an apostrophe in front.
 *
 * @param forSpreadsheets semicolons and a byte order mark, as the office's programs expect them; otherwise commas, for programs
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[], forSpreadsheets = false): string {
  return stringify(rows as CsvCell[][], {
    cast: { boolean: String },
    escape_formulas: true,
    record_delimiter: 'windows',
    ...(forSpreadsheets && { bom: true, delimiter: ';' }),
  });
}
