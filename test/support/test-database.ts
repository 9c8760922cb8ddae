import { randomBytes } from 'node:crypto';
import { Client, Pool, type QueryResultRow } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions, EMBEDDED_LOGINS, UnitOfWork } from '../../src/platform/database';
import { createDatabase, dropDatabase, startTestServer } from './test-server';

interface Connection {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

/** A fresh, migrated database for one test file. */
export interface TestDatabase {
  /** As the service signs in: what is under test works with the rights that it has in production. */
  readonly connection: Connection;
  /** As the owner of the tables, who migrates. */
  readonly owner: Connection;
  /** One statement of the owner, outside whatever the code under test does. @returns the rows */
  query<T extends QueryResultRow = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<T[]>;
  /** As {@link query}, past every trigger: for a state that a test needs and that nobody can reach. By the server's superuser. */
  forge(sql: string, parameters?: unknown[]): Promise<void>;
  /** A data source with the product's options and these entities; closed by `stop`. */
  openDataSource(entities?: NonNullable<DataSourceOptions['entities']>, as?: 'service' | 'owner'): Promise<DataSource>;
  /** For services that want one without a Nest application; closed by `stop`. */
  openUnitOfWork(entities?: NonNullable<DataSourceOptions['entities']>): Promise<UnitOfWork>;
  /** Drops the database, also when something still has sessions on it. */
  stop(): Promise<void>;
}

/** Call in `beforeAll`, `stop()` in `afterAll`. Takes about 0.1 s, a second more for the first of a run. */
export async function startTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const host = await startTestServer();
  const database = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await createDatabase(host, database, migrated);
  const owner = { host, user: EMBEDDED_LOGINS.owner, database };
  // Where nothing was migrated nothing was granted: such a database has its owner only.
  const connection = migrated ? { host, user: EMBEDDED_LOGINS.service, database } : owner;
  const pool = new Pool({ ...owner, max: 3 });
  pool.on('error', () => undefined);
  const sources: DataSource[] = [];
  const openDataSource: TestDatabase['openDataSource'] = async (entities = [], as = 'service') => {
    const source = new DataSource({ ...dataSourceOptions(as === 'owner' ? owner : connection), entities });
    sources.push(source);
    return source.initialize();
  };
  return {
    connection,
    owner,
    query: async <T extends QueryResultRow>(sql: string, parameters?: unknown[]) => (await pool.query<T>(sql, parameters)).rows,
    forge: async (sql, parameters) => {
      const client = new Client({ host, user: 'postgres', database, options: '-c session_replication_role=replica' });
      await client.connect();
      await client.query(sql, parameters).finally(() => client.end());
    },
    openDataSource,
    openUnitOfWork: async (entities) => new UnitOfWork(await openDataSource(entities)),
    stop: async () => {
      for (const source of sources) if (source.isInitialized) await source.destroy();
      await pool.end();
      await dropDatabase(host, database);
    },
  };
}
