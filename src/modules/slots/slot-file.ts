import { CoreError, parseTime } from '../../core';
import { CsvFault, type CsvRecord, readCsv, readCsvHeader } from '../../platform/csv';
import { type SlotRowError, type SlotRowErrorCode, SlotImportError } from './slots.errors';

const REQUIRED = ['group', 'counter', 'starts_at', 'ends_at', 'label', 'place'] as const;
type Column = (typeof REQUIRED)[number] | 'slot_id';
type RawRow = Readonly<Partial<Record<Column, string>>>;

/** docs/spec: bytes. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/;
/** Leaves room for the date in the lane's name. */
const COUNTER = /^[a-z0-9][a-z0-9._-]{0,30}$/;
const PLACE = /^[^\p{Cc}\p{Surrogate}]{1,200}$/u;

/** One row of the file, with the shape of every field checked. Instants are unix seconds. */
export interface SlotFileRow {
  readonly line: number;
  /** null: the file names none. */
  readonly slotId: string | null;
  readonly group: string;
  readonly counter: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly label: string;
  readonly place: string;
}

export interface SlotFile {
  readonly rows: readonly SlotFileRow[];
  readonly errors: readonly SlotRowError[];
}

/**
 * Reads a CSV file of slots: UTF-8, comma or semicolon, a first line that names the columns in any order. Collects every
 * wrong row, so that the office mends them in one go.
 * @throws SlotImportError when the file as a whole can't be read
 */
export function readSlotFile(text: string): SlotFile {
  const rows: SlotFileRow[] = [];
  const errors: SlotRowError[] = [];
  for (const { record, line } of parseRows(text)) {
    const row = readRow(record, line);
    if ('code' in row) errors.push(row);
    else rows.push(row);
  }
  if (rows.length + errors.length === 0) throw new SlotImportError({ line: 2, code: 'slots.empty-file' });
  return { rows, errors };
}

function readRow(record: RawRow, line: number): SlotFileRow | SlotRowError {
  const text = (column: Column): string => record[column] ?? '';
  const wrong = (field: Column, code: SlotRowErrorCode): SlotRowError => ({ line, field, code });
  if (text('slot_id') !== '' && !NAME.test(text('slot_id'))) return wrong('slot_id', 'slots.malformed-name');
  if (!NAME.test(text('group'))) return wrong('group', 'slots.malformed-name');
  if (!COUNTER.test(text('counter'))) return wrong('counter', 'slots.malformed-counter');
  if (!NAME.test(text('label'))) return wrong('label', 'slots.malformed-name');
  if (!PLACE.test(text('place'))) return wrong('place', 'slots.malformed-place');
  const startsAt = readTime(text('starts_at'));
  if (startsAt === null) return wrong('starts_at', 'slots.malformed-time');
  const endsAt = readTime(text('ends_at'));
  if (endsAt === null) return wrong('ends_at', 'slots.malformed-time');
  if (endsAt <= startsAt) return wrong('ends_at', 'slots.ends-before-start');
  const [group, counter, label, place] = [text('group'), text('counter'), text('label'), text('place')];
  return { line, slotId: text('slot_id') || null, group, counter, startsAt, endsAt, label, place };
}

function readTime(text: string): number | null {
  try {
    return parseTime(text);
  } catch (error) {
    if (error instanceof CoreError) return null;
    throw error;
  }
}

function parseRows(text: string): CsvRecord<RawRow>[] {
  const header = readCsvHeader(text);
  const known: readonly string[] = [...REQUIRED, 'slot_id'];
  const complete = REQUIRED.every((column) => header.columns.includes(column)) && header.columns.every((column) => known.includes(column));
  try {
    if (!complete || new Set(header.columns).size !== header.columns.length) throw new CsvFault('wrong-columns', 1);
    return readCsv<RawRow>(text, header);
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    throw new SlotImportError({ line: error.line, code: error.kind === 'unreadable' ? 'slots.unreadable-csv' : 'slots.wrong-columns' });
  }
}
