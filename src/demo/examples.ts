import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { writeCsv } from '../platform/csv';

/** The Monday that all dates in examples/ are counted from. */
const REFERENCE_MONDAY = Date.parse('2027-01-04T00:00:00Z');
const DAY = 86_400_000;

/** One invented case of examples/case-register.csv. */
export interface ExampleCase {
  case_number: string;
  surname: string;
  given_names: string;
  birth_date: string;
  critical_date: string;
  critical_date_source: string;
  application_on_record: string;
}

interface ExampleSlot {
  slot_id: string;
  group: string;
  counter: string;
  starts_at: string;
  ends_at: string;
  label: string;
  place: string;
}

/** The example files, dated as if they had been made this week. */
export interface Examples {
  caseRegisterCsv: string;
  slotsCsv: string;
  cases: ExampleCase[];
  slots: ExampleSlot[];
}

/**
 * Reads the examples and moves critical dates and appointments from the reference Monday to the Monday before `now`, so that the files
 * never go stale. Birth dates stay.
 *
 * @param folder the project's examples/
 */
export function readExamples(now: Date, folder: string): Examples {
  const today = Math.floor(now.getTime() / DAY);
  const monday = today - ((now.getUTCDay() + 6) % 7);
  const move = (date: string): string => new Date(Date.parse(date) + (monday * DAY - REFERENCE_MONDAY)).toISOString();
  const cases = (read(folder, 'case-register.csv') as ExampleCase[]).map((row) => ({
    ...row,
    critical_date: move(row.critical_date).slice(0, 10),
  }));
  const slots = (read(folder, 'slots.csv') as ExampleSlot[]).map((row) => ({
    ...row,
    starts_at: `${move(row.starts_at).slice(0, 19)}Z`,
    ends_at: `${move(row.ends_at).slice(0, 19)}Z`,
  }));
  return { caseRegisterCsv: csvOf(cases), slotsCsv: csvOf(slots), cases, slots };
}

function read(folder: string, name: string): unknown {
  return parse(readFileSync(join(folder, name), 'utf8'), { columns: true });
}

function csvOf<Row extends object>(rows: readonly Row[]): string {
  return writeCsv([Object.keys(rows[0]!), ...rows.map((row) => Object.values(row) as string[])]);
}
