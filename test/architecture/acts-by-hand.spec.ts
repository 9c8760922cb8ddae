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

test("every column with a member of staff is read by the auditor's list of acts by hand, or stands above with the reason", async () => {
  const inWords = MANUAL_ACTS.replaceAll(/LIMIT \$5 OFFSET \$6/g, '').replaceAll(/\$\d(::text)?/g, 'NULL::text');
  await database.query(`CREATE VIEW acts_by_hand AS ${inWords}`);
  const read = await database.query<{ name: string }>(
    `SELECT DISTINCT table_name || '.' || column_name AS name FROM information_schema.view_column_usage WHERE view_name = 'acts_by_hand'`,
  );
  const columns = await database.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> 'acts_by_hand' AND column_name ~ '_by$' AND data_type = 'text' ORDER BY 1`,
  );
  const isRead = new Set(read.map(({ name }) => name));
  const unread = columns.map(({ name }) => name).filter((name) => !isRead.has(name));
  // Add the table to src/modules/audits/daily-acts.sql.ts, with a kind in ACT_KINDS and its texts in staff-audit.json.
  expect(unread).toEqual(Object.keys(LEFT_OUT));
});
