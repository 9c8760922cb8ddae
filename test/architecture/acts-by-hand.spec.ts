import { MANUAL_ACTS } from '../../src/modules/audits/manual-acts.sql';
import { startTestDatabase, type TestDatabase } from '../support';

/** Pseudonyms of staff that the auditor's list of acts leaves out, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'audit_openings.opened_by': 'stands beside the entry in its sample, and the finding that follows is listed',
  'audit_samples.requested_by': 'stands with its sample, which has an entry in the log',
  'capacity_patterns.changed_by': 'each version is kept; slots that were made from one stand in the ledger',
  'draw_entries.date_verified_by': 'says `register` or `staff`, never who',
  'letters_to_print.printed_by': 'the post room; forgotten with the letter',
  'registrations.case_verified_by': 'whoever kept it: the decision is listed with its review',
  'window_drafts.changed_by': 'a draft decides nothing; announcing it takes two people and is listed',
};

let database: TestDatabase;
beforeAll(async () => void (database = await startTestDatabase()));
afterAll(() => database.stop());

/** Columns with the pseudonym of a member of staff. */
const NAMING = `column_name ~ '_by$' AND data_type = 'text'`;

/** One row in every table that fits every other one's: all ids are the same, and a column with a member of staff holds its own name. */
async function fillTables(): Promise<void> {
  await database.forge(`DO $$ DECLARE rule record; BEGIN
    FOR rule IN SELECT conrelid::regclass AS place, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
      AND conrelid <> 0 LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', rule.place, rule.conname); END LOOP; END $$`);
  const tables = await database.query<{ name: string; columns: string; values: string }>(
    `SELECT table_name AS name, string_agg(quote_ident(column_name), ', ') AS columns, string_agg(quote_literal(CASE
        WHEN ${NAMING} THEN table_name || '.' || column_name
        WHEN column_name = 'outcome' THEN 'mismatched'
        WHEN data_type = 'uuid' THEN '00000000-0000-4000-8000-000000000001'
        WHEN data_type IN ('ARRAY', 'jsonb') OR column_name = 'body' THEN '{}'
        WHEN data_type = 'boolean' THEN 'false'
        WHEN data_type IN ('date', 'timestamp with time zone') THEN '2026-03-01T12:00:00Z'
        ELSE '1' END), ', ') AS values
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER' AND table_name <> 'migrations' GROUP BY 1`,
  );
  for (const { name, columns, values } of tables)
    await database.forge(`DELETE FROM ${name}; INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE VALUES (${values})`);
}

test("every column with a member of staff is shown by the auditor's list of acts by hand, or stands above with the reason", async () => {
  await fillTables();
  const acts = await database.query<{ first: string | null; second: string | null }>(MANUAL_ACTS, [null, null, null, null, 1000, 0]);
  const shown = new Set(acts.flatMap(({ first, second }) => [first, second]));
  const columns = await database.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND ${NAMING} ORDER BY 1`,
  );
  const unseen = columns.map(({ name }) => name).filter((name) => !shown.has(name));
  expect(columns.length).toBeGreaterThan(unseen.length);
  // Add the table to src/modules/audits/daily-acts.sql.ts, with a kind in ACT_KINDS and its texts in staff-audit.json.
  expect(unseen).toEqual(Object.keys(LEFT_OUT));
});
