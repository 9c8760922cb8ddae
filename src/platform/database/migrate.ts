import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations as runQueueMigrations } from 'bullmq';
import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { withAdvisoryLock } from './advisory-lock';
import { clientConfig, type DatabaseConnection, dataSourceOptions } from './connection';
import { sqlState } from './constraint-errors';
import { SERVICE_ROLE } from './database-roles';
import { grantRights, listMissingRights } from './grant-rights';

/** Where BullMQ keeps its tables; their names (job, event, meta, migration) would be in the way elsewhere. */
export const QUEUE_SCHEMA = 'bullmq';

const COMPILED = __filename.endsWith('.js');
/** Compiled: `dist/migrations` beside `dist/platform`. Under jest the sources themselves. */
const MIGRATIONS_FOLDER = join(__dirname, COMPILED ? '../../migrations' : '../../../migrations');

const NO_TABLE = '42P01';
const NOT_ALLOWED = '42501';
const NOT_THE_OWNER = 'MIGRATION_DATABASE_URL has to name the owner of the database (docs/operations).';

type MigrationClass = new () => MigrationInterface;

/** All migrations, in the order of their file names, which TypeORM repeats by the number at the end of the class name. */
export function loadMigrations(folder = MIGRATIONS_FOLDER): MigrationClass[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(COMPILED ? '.js' : '.ts') && !name.endsWith('.d.ts'));
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the list is known at run time only
  return files.sort().flatMap((name) => Object.values(require(join(folder, name)) as Record<string, MigrationClass>));
}

/**
 * Brings the schema up to date; also the queue's own, when the queue lives in PostgreSQL. Idempotent. Any number of
 * processes may call it at once: an advisory lock lets one work while the others wait (TypeORM itself has no lock).
 * Each migration is one transaction, so a crash leaves a schema between two migrations, never inside one. Afterwards the service
 * and auditors are granted what this version needs, also when no migration was left to run: the run before may have died in between.
 * @param connection the tables' owner
 * @param options.onNoRoles called when the roles are missing and this account may not make them
 * @returns the names of the migrations that were run now
 * @throws Error telling the operator which login is wanted, when this one does not own the database
 */
export async function migrate(
  connection: DatabaseConnection,
  options: { readonly queueOnPostgres: boolean; readonly migrations?: MigrationClass[]; readonly onNoRoles?: () => void },
): Promise<string[]> {
  return withAdvisoryLock(connection, 'fairslot.migrate', async () => {
    const done = await runSchemaMigrations(connection, options.migrations ?? loadMigrations());
    if (options.queueOnPostgres) await migrateQueue(connection);
    if (!(await grantRights(connection, QUEUE_SCHEMA))) options.onNoRoles?.();
    return done;
  }).catch((error: unknown) => {
    if (sqlState(error) !== NOT_ALLOWED) throw error;
    throw new Error(`The login that migrates may not change this database (${(error as Error).message}). ${NOT_THE_OWNER}`, {
      cause: error,
    });
  });
}

async function runSchemaMigrations(connection: DatabaseConnection, migrations: MigrationClass[]): Promise<string[]> {
  const dataSource = new DataSource({
    ...dataSourceOptions(connection),
    migrations,
    migrationsTransactionMode: 'each',
    poolSize: 2,
  } as ReturnType<typeof dataSourceOptions>);
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

async function migrateQueue(connection: DatabaseConnection): Promise<void> {
  const client = new Client(clientConfig(connection, 'fairslot-migrate'));
  await client.connect();
  try {
    await runQueueMigrations(client, QUEUE_SCHEMA);
  } finally {
    await client.end();
  }
}

/**
 * For processes that may not migrate, and sign in as the service.
 * @throws Error telling the operator what to run when the database, or what was granted on it, is behind this version of the program
 */
export async function assertMigrated(connection: DatabaseConnection, migrations = loadMigrations()): Promise<void> {
  const client = new Client(clientConfig(connection, 'fairslot-migrate'));
  await client.connect();
  try {
    const known = await client.query<{ name: string }>('SELECT name FROM migrations').catch((error: { code?: string }) => {
      if (error.code === NO_TABLE) return { rows: [] };
      if (error.code !== NOT_ALLOWED) throw error as Error;
      throw new Error(
        `The login of DATABASE_URL may not read the tables: run "npm run migrate", and make it a member of ${SERVICE_ROLE} (docs/operations).`,
      );
    });
    const names = new Set(known.rows.map((row) => row.name));
    const missing = migrations.filter((migration) => !names.has(migration.name));
    if (missing.length > 0) {
      throw new Error(`The database lacks ${missing.length} migration(s) of this version: run "npm run migrate" first.`);
    }
    // A migration that died before it granted would else show hours later, at the first step that needs the right.
    const [right] = await listMissingRights(client);
    if (right !== undefined) {
      throw new Error(
        `The login of DATABASE_URL may not ${right}: run "npm run migrate", and make it a member of ${SERVICE_ROLE} (docs/operations).`,
      );
    }
  } finally {
    await client.end();
  }
}
