import { Client } from 'pg';
import type { TestDatabase } from './test-database';

/** A state of a database that can be gone back to, as often as wanted. */
export interface Snapshot {
  restore(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Remembers what all tables of the product hold now. Going back deletes, which the product's own account can't (its tables
 * refuse it): this is done as the server's superuser, with triggers switched off.
 */
export async function takeSnapshot({ connection }: TestDatabase): Promise<Snapshot> {
  const client = new Client({ ...connection, user: 'postgres' });
  await client.connect();
  const names = async (sql: string): Promise<string[]> => (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  const tables = await names(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`);
  const sequences = await names(`SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public'`);
  await client.query(['CREATE SCHEMA snapshot', ...tables.map((table) => `CREATE TABLE snapshot.${table} AS TABLE public.${table}`)].join(';'));
  const counters = await Promise.all(
    sequences.map(async (name) => {
      const { rows } = await client.query<{ value: string; called: boolean }>(`SELECT last_value AS value, is_called AS called FROM ${name}`);
      return `SELECT setval('${name}', ${rows[0]!.value}, ${rows[0]!.called})`;
    }),
  );
  const restore = [
    'BEGIN',
    'SET LOCAL session_replication_role = replica',
    ...tables.map((table) => `DELETE FROM ${table}`),
    ...tables.map((table) => `INSERT INTO ${table} OVERRIDING SYSTEM VALUE TABLE snapshot.${table}`),
    ...counters,
    'COMMIT',
  ].join(';');
  return { restore: async () => void (await client.query(restore)), close: () => client.end() };
}
