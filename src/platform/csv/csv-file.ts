import { CsvError, type Options, parse as parseSlowly } from 'csv-parse';
import { CsvError as SyncCsvError, parse } from 'csv-parse/sync';

/** Why a file as a whole can't be read, and in which line. Modules give it a code of their own. */
export class CsvFault extends Error {
  constructor(
    readonly kind: 'wrong-columns' | 'unreadable',
    readonly line: number,
  ) {
    super(`the file is ${kind} in line ${line}`);
  }
}

/** What the first line says. */
export interface CsvHeader {
  readonly delimiter: ',' | ';';
  readonly columns: readonly string[];
}

/** A row by column names, and the line of the file in which it ends. */
export interface CsvRecord<R> {
  readonly record: R;
  readonly line: number;
}

interface Parsed<R> {
  readonly record: R;
  readonly info: { readonly lines: number };
}

/** Reads the first line, which holds column names only and so tells the separator (comma or semicolon) for certain. */
export function readCsvHeader(text: string): CsvHeader {
  const end = text.indexOf('\n');
  const header = (end < 0 ? text : text.slice(0, end)).replace(/^\uFEFF/, '');
  const delimiter = header.includes(';') ? ';' : ',';
  return { delimiter, columns: header.split(delimiter).map((column) => column.trim().replace(/^"(.*)"$/, '$1')) };
}

/** All rows at once. @throws CsvFault `unreadable` */
export function readCsv<R>(text: string, header: CsvHeader): CsvRecord<R>[] {
  refuseBroken(text);
  try {
    return (parse(text, optionsOf(header)) as unknown as Parsed<R>[]).map(toRecord);
  } catch (error) {
    throw faultOf(error);
  }
}

/** Row by row, so that a large file does not keep everybody else waiting. @throws CsvFault `unreadable` */
export async function* openCsv<R>(text: string, header: CsvHeader): AsyncGenerator<CsvRecord<R>> {
  refuseBroken(text);
  try {
    for await (const row of parseSlowly(text, optionsOf(header)) as AsyncIterable<Parsed<R>>) yield toRecord(row);
  } catch (error) {
    throw faultOf(error);
  }
}

/** What was not UTF-8 has become U+FFFD on its way in: a name or place with a hole in it is not taken as if it were one. */
function refuseBroken(text: string): void {
  const broken = text.indexOf('\uFFFD');
  if (broken >= 0) throw new CsvFault('unreadable', text.slice(0, broken).split('\n').length);
}

function optionsOf({ delimiter, columns }: CsvHeader): Options {
  return { bom: true, columns: [...columns], from_line: 2, delimiter, trim: true, info: true, skip_empty_lines: true };
}

function toRecord<R>({ record, info }: Parsed<R>): CsvRecord<R> {
  return { record, line: info.lines };
}

function faultOf(error: unknown): unknown {
  // Each way of reading has its own class for the same error.
  if (!(error instanceof CsvError) && !(error instanceof SyncCsvError)) return error;
  return new CsvFault('unreadable', (error as Error & { lines?: number }).lines ?? 1);
}
