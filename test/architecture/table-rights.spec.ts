import { AUDIT_ROLE, auditableColumns, SERVICE_ROLE, TABLE_RIGHTS } from '../../src/platform/database';
import { startTestDatabase, type TestDatabase } from '../support';

const FILE = 'src/platform/database/table-rights.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

async function columnsByTable(): Promise<Map<string, string[]>> {
  const rows = await database.query<{ table: string; column: string; type: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = 'public' ORDER BY ordinal_position`,
  );
  const tables = new Map<string, string[]>();
  for (const { table, column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  return tables;
}

/** What PostgreSQL would say to somebody: `role right table` and `role right table.column`, the owner left out. */
async function listGrants(schema: string): Promise<string[]> {
  const rows = await database.query<{ granted: string }>(
    `WITH acl AS (
       SELECT relname AS thing, relowner AS owner, aclexplode(relacl) AS granted FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
       UNION ALL SELECT relname || '.' || attname, relowner, aclexplode(attacl) FROM pg_attribute JOIN pg_class t ON t.oid = attrelid WHERE relnamespace = $1::regnamespace)
     SELECT concat_ws(' ', CASE (granted).grantee WHEN 0 THEN 'PUBLIC' ELSE (granted).grantee::regrole::text END, (granted).privilege_type, thing) AS granted
     FROM acl WHERE (granted).grantee <> owner`,
    [schema],
  );
  return rows.map(({ granted }) => granted).sort();
}

test(`every table says in ${FILE} what the service may do with it and what auditors read`, async () => {
  const tables = [...(await columnsByTable()).keys()];
  const missing = tables.filter((table) => !(table in TABLE_RIGHTS));
  // Add a line for it. Does the service insert? Which columns does it update? Does a timer delete? What may an auditor not read?
  expect({ [`no line in ${FILE}`]: missing }).toEqual({ [`no line in ${FILE}`]: [] });
  expect(Object.keys(TABLE_RIGHTS).filter((table) => !tables.includes(table))).toEqual([]);
});

test('every column that is named there exists', async () => {
  const columns = await columnsByTable();
  for (const [table, { update = [], sealed = [] }] of Object.entries(TABLE_RIGHTS)) {
    const named = sealed === 'all' ? update : [...update, ...sealed];
    expect({ table, unknown: named.filter((column) => !columns.get(table)!.includes(column)) }).toEqual({ table, unknown: [] });
    expect({ table, twice: named.length - new Set(update).size - (sealed === 'all' ? 0 : sealed.length) }).toEqual({ table, twice: 0 });
  }
});

test('auditors read no column that is sealed, secret, a key of a person, a case or a contact, or raw bytes that nobody has looked at', async () => {
  const columns = await database.query<{ table: string; column: string; type: string }>(
    `SELECT table_name AS table, column_name AS column, data_type || ' ' || udt_name AS type FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const read = columns.filter(({ table, column }) => auditableColumns(TABLE_RIGHTS[table]!, [column]).length === 1);
  expect(read.filter(({ column }) => /sealed|token|(case|person|contact|birth|name)_keys?$/.test(column))).toEqual([]);
  // Published hashes, roots and files; and a contribution, which is empty until it is revealed.
  expect(
    read
      .filter(({ column, type }) => type.includes('bytea') || column.includes('secret'))
      .map(({ table, column }) => `${table}.${column}`)
      .sort(),
  ).toEqual([
    'draw_contributions.secret',
    'draw_files.content',
    'log_checkpoints.root',
    'log_nodes.hash',
    'receipt_batches.root',
    'receipts.hash',
    'windows.announcement',
  ]);
});

test('PostgreSQL grants exactly that, and nothing to everybody', async () => {
  const columns = await columnsByTable();
  const expected = Object.entries(TABLE_RIGHTS).flatMap(([table, rights]) => [
    `${SERVICE_ROLE} SELECT ${table}`,
    ...(rights.insert ? [`${SERVICE_ROLE} INSERT ${table}`] : []),
    ...(rights.delete ? [`${SERVICE_ROLE} DELETE ${table}`] : []),
    ...(rights.update ?? []).map((column) => `${SERVICE_ROLE} UPDATE ${table}.${column}`),
    ...auditableColumns(rights, columns.get(table)!).map((column) => `${AUDIT_ROLE} SELECT ${table}.${column}`),
  ]);
  expect(await listGrants('public')).toEqual(expected.sort());
});

test('the queue is the service’s, apart from the list of its migrations', async () => {
  const grants = await listGrants('bullmq');
  expect([...new Set(grants.map((grant) => grant.split(' ')[0]))]).toEqual([SERVICE_ROLE]);
  expect(grants.filter((grant) => grant.endsWith(' job'))).toEqual(
    ['DELETE', 'INSERT', 'SELECT', 'UPDATE'].map((right) => `${SERVICE_ROLE} ${right} job`),
  );
  expect(grants.filter((grant) => grant.endsWith(' migration'))).toEqual([`${SERVICE_ROLE} SELECT migration`]);
});

test('granting again changes nothing', async () => {
  const { grantRights, QUEUE_SCHEMA } = await import('../../src/platform/database/index.js');
  const before = [await listGrants('public'), await listGrants('bullmq')];
  await database.query('GRANT DELETE ON log_entries TO PUBLIC');
  await database.query(`GRANT UPDATE (tickets) ON draw_entries TO ${SERVICE_ROLE}`);
  expect(await grantRights(database.owner, QUEUE_SCHEMA)).toBe(true);
  expect([await listGrants('public'), await listGrants('bullmq')]).toEqual(before);
});
