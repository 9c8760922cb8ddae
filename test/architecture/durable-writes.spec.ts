import { unseenWrites, writingReaders } from './durable-writes';
import { sourcesBelow } from './source-files';

/** Each file that may write past `UnitOfWork.run`: in how many places, and why nothing of a draw's life is lost by it. */
const EXCEPTIONS: Readonly<Record<string, readonly [count: number, reason: string]>> = {
  'platform/database/unit-of-work.ts': [1, 'is the door'],
  'platform/schedule/sweeps.ts': [1, 'holds an advisory lock while others work in units of their own; its manager goes to nobody else'],
  'modules/registrations/registration-intake.ts': [
    1,
    'one INSERT for many people is its own commit point (ADR 13); nobody has a receipt before it',
  ],
  'platform/limits/shared-limits.ts': [2, 'counts of a nuisance, one statement each; a lost one lets somebody try once more'],
  'platform/proof-of-work/proof-of-work.ts': [
    2,
    'a proof is used by one INSERT, and cleared away by one DELETE when it is good for nothing',
  ],
  'platform/database/migrate.ts': [4, 'migrations, before anything runs; each in its own transaction'],
  'platform/database/grant-rights.ts': [2, 'rights of database roles, set anew at each migration'],
  'platform/database/advisory-lock.ts': [1, 'a session that holds a lock'],
  'platform/database/server-version.ts': [1, 'asks the server for its version, before anything runs'],
  'platform/database/installation-record.ts': [1, 'the one row that says whose database this is, before anything runs'],
  'platform/embedded/housekeeping.ts': [1, 'accounts of the embedded server, before there is a database'],
  'platform/queue/queue-connection.ts': [1, "the queue's own schema, which may be lost at any time (ADR 1)"],
};

test('every durable write goes through a unit of work, or stands here with its reason', () => {
  const found = sourcesBelow('.').map(({ path, text }) => [path, unseenWrites(text)] as const);
  expect(found.filter(([path, places]) => places.length !== (EXCEPTIONS[path]?.[0] ?? 0))).toEqual([]);
  expect(Object.keys(EXCEPTIONS).filter((path) => !found.some(([each]) => each === path))).toEqual([]);
});

test('who is called like somebody who only reads only reads', () => {
  expect(sourcesBelow('.').flatMap(({ path, text }) => writingReaders(text).map((name) => `${path}: ${name}`))).toEqual([]);
});

const inMethod = (statement: string): string =>
  `class A { constructor(private readonly dataSource: DataSource) {} async f(row: Row) { ${statement} } }`;

test.each([
  ...[
    'INSERT INTO a VALUES (1)',
    'UPDATE a SET b = 1',
    'DELETE FROM a',
    'TRUNCATE a',
    'WITH gone AS (DELETE FROM a RETURNING 1) SELECT 1',
  ].map((sql) => `await this.dataSource.query('${sql}')`),
  'await this.dataSource.query(`SELECT 1; UPDATE ${row.table} SET b = 1`)',
  "const SQL = 'UPDATE a SET b = 1'; await this.dataSource.query(SQL)",
  // It could be anything.
  'await this.dataSource.query(ELSEWHERE)',
  'await this.dataSource.query(row.sql)',
  'await this.dataSource.manager.save(row)',
  'await this.dataSource.manager.insert(Row, row)',
  'await this.dataSource.manager.update(Row, {}, row)',
  'await this.dataSource.manager.upsert(Row, row, [])',
  'await this.dataSource.manager.delete(Row, {})',
  'await this.dataSource.manager.remove(row)',
  'await this.dataSource.manager.increment(Row, {}, "count", 1)',
  'await this.dataSource.manager.clear(Row)',
  "await this.dataSource.manager.query('DELETE FROM a')",
  'await this.dataSource.manager.transaction((em) => this.g(em))',
  'await this.dataSource.manager.getRepository(Row).save(row)',
  'await this.dataSource.manager.createQueryBuilder().insert().into(Row).values(row).execute()',
  "await this.dataSource.createQueryBuilder().update(Row).set(row).where('true').execute()",
  'await this.dataSource.getRepository(Row).save(row)',
  'await this.dataSource.transaction((em) => em.save(row))',
  'const session = this.dataSource.createQueryRunner()',
  'const em = this.dataSource.manager; await em.save(row)',
  'const em = this.dataSource.manager; await this.rows.store(em, row)',
  'await this.rows.store(this.dataSource.manager, row)',
  'await this.rows.findOrAdd(this.dataSource.manager, row)',
  'const { manager } = this.dataSource; await manager.save(row)',
  'const db = this.dataSource; await db.manager.save(row)',
  'return something(this.dataSource)',
  'const rows = this.app.get(DataSource); await rows.manager.save(row)',
  'await new Client(settings).connect()',
  'await new Pool(settings).query(sql)',
])('is seen: %s', (statement) => {
  expect(unseenWrites(`import 'from 'pg''; ${inMethod(statement)}`)).not.toEqual([]);
});

test.each([
  'class A { constructor(@InjectRepository(Row) private readonly rows: Rows) {} }',
  'class A { constructor(private readonly rows: Repository<Row>) {} }',
  'class A { constructor(@InjectEntityManager() private readonly em: Manager) {} }',
  'class A { constructor(private readonly em: EntityManager, private readonly dataSource: DataSource) {} }',
  'class A { constructor(private readonly database: DataSource) {} }',
  'class Row extends BaseEntity {}',
])('is seen: %s', (text) => {
  expect(unseenWrites(text)).not.toEqual([]);
});

test.each([
  "await this.dataSource.query('SELECT 1 FROM a WHERE updated_at IS NULL')",
  "const ROWS = 'FROM a'; await this.dataSource.query(`SELECT count(*) ${ROWS} WHERE b = ${'1'}`)",
  'await this.dataSource.manager.findOneBy(Row, {})',
  'await this.dataSource.manager.existsBy(Row, {})',
  'await this.rows.findByPath(this.dataSource.manager, row)',
  'const em = this.dataSource.manager; await this.rows.listOpen(em); return em.findBy(Row, {})',
  'await this.unitOfWork.run((em) => em.save(row))',
])('is not seen where nothing is written past the door: %s', (statement) => {
  expect(unseenWrites(inMethod(statement))).toEqual([]);
});

test.each([
  ['async findOpen(em: EntityManager) { return em.save(row); }', ['findOpen']],
  ['async getAll(em: EntityManager) { await em.query(`UPDATE a SET b = 1`); }', ['getAll']],
  ['async listAll(em: EntityManager) { return em.createQueryBuilder().delete().from(Row).execute(); }', ['listAll']],
  ['async listAll(em: EntityManager) { return em.query(`SELECT 1 FOR UPDATE`); }', []],
  ['async store(em: EntityManager) { return em.save(row); }', []],
])('a reader by name: %s', (method, found) => {
  expect(writingReaders(`class A { ${method} }`)).toEqual(found);
});
