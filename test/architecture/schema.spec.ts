import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataArgsStorage, type DataSource } from 'typeorm';
import { MainJob1764000000001 } from '../../migrations/1764000000001-main-job';
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
async function describeSchema(source: DataSource): Promise<unknown[]> {
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
  const source = await database.openDataSource(await loadEntities());
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('every table has an entity', async () => {
  const source = await database.openDataSource(await loadEntities());
  const rows: { tablename: string }[] = await source.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`);
  const mapped = source.entityMetadatas.map((entity) => entity.tableName);
  expect(rows.map((row) => row.tablename).filter((table) => !mapped.includes(table))).toEqual([]);
});

test('up, down, up leaves the same schema', async () => {
  const fresh = await startTestDatabase();
  try {
    const source = await fresh.openDataSource();
    const before = await describeSchema(source);
    expect(before.length).toBeGreaterThan(100);
    const runner = source.createQueryRunner();
    const migration = new MainJob1764000000001();
    await migration.down(runner);
    expect(await describeSchema(source)).toEqual(before.filter(({ name }: any) => /^migrations|migrations_/.test(name) || /PK_8c82d7f526340ab734260ea46be/.test(name)));
    await migration.up(runner);
    await runner.release();
    expect(await describeSchema(source)).toEqual(before);
  } finally {
    await fresh.stop();
  }
});

test('a migration is named by its time, in its file and in its class', () => {
  const files = readdirSync(join(__dirname, '..', '..', 'migrations'));
  expect(files).toEqual(['1764000000001-main-job.ts']);
  expect(new MainJob1764000000001().name).toBe('MainJob1764000000001');
});
