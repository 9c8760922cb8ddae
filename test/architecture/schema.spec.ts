import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataArgsStorage, type DataSource } from 'typeorm';
import { loadMigrations } from '../../src/platform/database';
import { startTestDatabase, type TestDatabase } from '../support';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

/** All entities that the application registers. */
async function loadEntities(): Promise<NonNullable<Parameters<TestDatabase['openDataSource']>[0]>> {
  await import('../../src/app.module.js');
  const classes = new Set(getMetadataArgsStorage().tables.map((table) => table.target));
  return [...classes].filter((target) => typeof target === 'function');
}

/** The schema as the server sees it: columns, constraints, indexes, triggers, functions. */
async function describeSchema(source: DataSource): Promise<{ name: string }[]> {
  return source.query(`
    SELECT 'column' AS kind, table_name || '.' || column_name AS name, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS text
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3`);
}

test('entities equal the migrations', async () => {
  const source = await database.openDataSource(await loadEntities(), 'owner');
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('every table has an entity', async () => {
  const source = await database.openDataSource(await loadEntities(), 'owner');
  const rows: { tablename: string }[] = await source.query(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
  );
  const mapped = source.entityMetadatas.map((entity) => entity.tableName);
  expect(rows.map((row) => row.tablename).filter((table) => !mapped.includes(table))).toEqual([]);
});

test('up, down, up leaves the same schema', async () => {
  const fresh = await startTestDatabase();
  try {
    const source = await fresh.openDataSource([], 'owner');
    const before = await describeSchema(source);
    expect(before.length).toBeGreaterThan(100);
    const runner = source.createQueryRunner();
    const migrations = loadMigrations().map((migration) => new migration());
    for (const migration of migrations.toReversed()) await migration.down(runner);
    expect(await describeSchema(source)).toEqual(
      before.filter(({ name }) => /^migrations|migrations_/.test(name) || /PK_8c82d7f526340ab734260ea46be/.test(name)),
    );
    for (const migration of migrations) await migration.up(runner);
    await runner.release();
    expect(await describeSchema(source)).toEqual(before);
  } finally {
    await fresh.stop();
  }
});

test('each migration alone can be taken back', async () => {
  const fresh = await startTestDatabase();
  try {
    const source = await fresh.openDataSource([], 'owner');
    const before = await describeSchema(source);
    const runner = source.createQueryRunner();
    for (const migration of loadMigrations()
      .map((each) => new each())
      .toReversed()) {
      const at = await describeSchema(source);
      await migration.down(runner);
      await migration.up(runner);
      expect(await describeSchema(source)).toEqual(at);
      await migration.down(runner);
    }
    for (const migration of loadMigrations()) await new migration().up(runner);
    await runner.release();
    expect(await describeSchema(source)).toEqual(before);
  } finally {
    await fresh.stop();
  }
});

test('a migration is named by its time, in its file and in its class', () => {
  const files = readdirSync(join(__dirname, '..', '..', 'migrations'));
  expect(files[0]).toBe('1764000000001-main-job.ts');
  // Two of one time would have no order.
  expect(new Set(files.map((file) => file.slice(0, 13))).size).toBe(files.length);
  const names = loadMigrations().map((migration) => new migration().name);
  expect(names).toHaveLength(files.length);
  for (const [place, file] of files.sort().entries()) {
    const [, time, words] = /^(\d{13})-([a-z0-9-]+)\.ts$/.exec(file)!;
    const pascal = words!.split('-').map((word) => word[0]!.toUpperCase() + word.slice(1));
    expect(names[place]).toBe(`${pascal.join('')}${time}`);
  }
});
