import { Client } from 'pg';
import type { TestDatabase } from './test-database';

/** States of one database that can be gone back to, as often as wanted. */
export interface Snapshots {
  /** @returns what goes back to the state of this moment */
  take(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/**
 * Remembers what all tables of the product hold. Going back deletes, which the product's own account can't (its tables
 * refuse it): this is done as the server's superuser, with triggers switched off.
 */
export async function openSnapshots({ connection }: TestDatabase): Promise<Snapshots> {
  const client = new Client({ ...connection, user: 'postgres' });
  await client.connect();
  const names = async (sql: string): Promise<string[]> => (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  const tables = await names(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`);
  const counters = await names(`SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'`);
  let taken = 0;
  const take = async (): Promise<() => Promise<void>> => {
    const schema = `snapshot_${++taken}`;
    await client.query(
      [`CREATE SCHEMA ${schema}`, ...tables.map((table) => `CREATE TABLE ${schema}.${table} AS TABLE public.${table}`)].join(';'),
    );
    const goBack = [
      'BEGIN',
      'SET LOCAL session_replication_role = replica',
      ...tables.map((table) => `DELETE FROM ${table}`),
      ...tables.map((table) => `INSERT INTO ${table} OVERRIDING SYSTEM VALUE TABLE ${schema}.${table}`),
      ...(await readCounters(client, counters)),
      'COMMIT',
    ].join(';');
    return async () => void (await client.query(goBack));
  };
  return { take, close: () => client.end() };
}

async function readCounters(client: Client, counters: readonly string[]): Promise<string[]> {
  const statements: string[] = [];
  for (const name of counters) {
    const { rows } = await client.query<{ value: string; called: boolean }>(`SELECT last_value AS value, is_called AS called FROM ${name}`);
    statements.push(`SELECT setval('${name}', ${rows[0]!.value}, ${rows[0]!.called})`);
  }
  return statements;
}
