import { Client } from 'pg';
import { clientConfig, type DatabaseConnection } from './connection';
import { AUDIT_ROLE, SERVICE_ROLE } from './database-roles';
import { TABLE_RIGHTS, type TableRights } from './table-rights';

const BOTH = `${SERVICE_ROLE}, ${AUDIT_ROLE}`;
/** insufficient_privilege */
const NOT_ALLOWED = '42501';

interface OwnTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * Grants the service and auditors exactly what {@link TABLE_RIGHTS} says, and takes everything else away, in one transaction: others see the
 * rights of before or those of after. Idempotent; the caller sees to it that two do not run at once.
 * @param owner connection of the tables' owner
 * @param queueSchema schema of the queue's tables; skipped where there is none
 * @returns false when the roles are missing and this account may not make them: nothing was granted then
 */
export async function grantRights(owner: DatabaseConnection, queueSchema: string): Promise<boolean> {
  const client = new Client(clientConfig(owner, 'fairslot-migrate'));
  await client.connect();
  try {
    if (!(await makeRoles(client))) return false;
    const hasQueue = (await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [queueSchema])).rowCount === 1;
    const statements = [
      ...(await databaseStatements(client)),
      ...(await listOwnTables(client)).flatMap(tableStatements),
      ...(hasQueue ? queueStatements(queueSchema) : []),
    ];
    await client.query(['BEGIN', ...statements, 'COMMIT'].join(';\n'));
    return true;
  } finally {
    await client.end();
  }
}

/** @returns what {@link TABLE_RIGHTS} gives the service and whoever is signed in may not do, as `UPDATE slots.state` */
export async function listMissingRights(client: Client): Promise<string[]> {
  const wanted = Object.entries(TABLE_RIGHTS).flatMap(([table, { insert, update = [], delete: remove }]) => [
    ...['SELECT', insert && 'INSERT', remove && 'DELETE'].flatMap((right) => (right ? [{ table, right, column: null }] : [])),
    ...update.map((column) => ({ table, right: 'UPDATE', column })),
  ]);
  const { rows } = await client.query<{ missing: string }>(
    `SELECT concat(right_, ' ', concat_ws('.', table_, column_)) AS missing
     FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (table_, right_, column_)
     WHERE NOT CASE WHEN column_ IS NULL THEN has_table_privilege(format('public.%I', table_), right_)
       ELSE has_column_privilege(format('public.%I', table_), column_, right_) END`,
    [wanted.map(({ table }) => table), wanted.map(({ right }) => right), wanted.map(({ column }) => column)],
  );
  return rows.map(({ missing }) => missing);
}

async function makeRoles(client: Client): Promise<boolean> {
  for (const role of [SERVICE_ROLE, AUDIT_ROLE]) {
    if ((await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1) continue;
    try {
      await client.query(`CREATE ROLE ${role} NOLOGIN`);
    } catch (error) {
      if ((error as { code?: string }).code === NOT_ALLOWED) return false;
      throw error;
    }
  }
  return true;
}

/** Nobody but the owner makes anything, temporary tables included: they would come before ours in a search path. */
async function databaseStatements(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  return [
    `REVOKE CREATE, TEMPORARY ON DATABASE ${rows[0]!.name} FROM PUBLIC, ${BOTH}`,
    `GRANT CONNECT ON DATABASE ${rows[0]!.name} TO ${BOTH}`,
    `REVOKE CREATE ON SCHEMA public FROM PUBLIC, ${BOTH}`,
    `GRANT USAGE ON SCHEMA public TO ${BOTH}`,
  ];
}

/** Tables of others (extensions, say) are left alone. */
async function listOwnTables(client: Client): Promise<OwnTable[]> {
  const { rows } = await client.query<OwnTable>(
    `SELECT t.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND pg_has_role(t.relowner, 'USAGE')
     GROUP BY t.relname ORDER BY t.relname`,
  );
  return rows;
}

function tableStatements({ name, columns }: OwnTable): string[] {
  const table = `public."${name}"`;
  // Takes the rights of columns away, too.
  const statements = [`REVOKE ALL ON ${table} FROM PUBLIC, ${BOTH}`];
  const rights = Object.hasOwn(TABLE_RIGHTS, name) ? TABLE_RIGHTS[name] : undefined;
  if (!rights) return statements;
  statements.push(
    `GRANT ${['SELECT', rights.insert && 'INSERT', rights.delete && 'DELETE'].filter(Boolean).join(', ')} ON ${table} TO ${SERVICE_ROLE}`,
  );
  if (rights.update) statements.push(`GRANT UPDATE (${quoted(rights.update)}) ON ${table} TO ${SERVICE_ROLE}`);
  const open = auditableColumns(rights, columns);
  if (open.length > 0) statements.push(`GRANT SELECT (${quoted(open)}) ON ${table} TO ${AUDIT_ROLE}`);
  return statements;
}

/** The columns of a table that an auditor reads. */
export function auditableColumns({ sealed = [] }: TableRights, columns: readonly string[]): string[] {
  return sealed === 'all' ? [] : columns.filter((column) => !sealed.includes(column));
}

/** The queue's tables are the service's to use. They hold ids and times only, and what they lose the sweeps put back. */
function queueStatements(schema: string): string[] {
  return [
    `REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC, ${BOTH}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM PUBLIC, ${BOTH}`,
    `GRANT USAGE ON SCHEMA ${schema} TO ${SERVICE_ROLE}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${SERVICE_ROLE}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${SERVICE_ROLE}`,
    // Which migrations of the queue have run is the owner's to say.
    `REVOKE INSERT, UPDATE, DELETE ON ${schema}.migration FROM ${SERVICE_ROLE}`,
  ];
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}

/**
 * Whether these two connections are worth having apart: false when the service could change the tables' definition, triggers and
 * all, because it signs in as their owner or as a superuser.
 */
export async function isConfined(service: DatabaseConnection): Promise<boolean> {
  const client = new Client(clientConfig(service, 'fairslot-migrate'));
  await client.connect();
  try {
    const { rows } = await client.query<{ owns: boolean }>(
      `SELECT pg_has_role(relowner, 'MEMBER') AS owns FROM pg_class WHERE oid = 'public.log_entries'::regclass`,
    );
    return rows[0]?.owns === false;
  } finally {
    await client.end();
  }
}
