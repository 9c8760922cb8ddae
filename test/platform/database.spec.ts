import { Logger } from '@nestjs/common';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import {
  assertMigrated,
  byteaArray,
  CommittedRefusal,
  EMBEDDED_LOGINS,
  lockInTransaction,
  mapConstraints,
  migrate,
  SERVICE_ROLE,
  tryLockInTransaction,
  type UnitOfWork,
  withAdvisoryLock,
} from '../../src/platform/database';
import { DomainError } from '../../src/platform/http/domain-error';
import { startTestDatabase, type TestDatabase } from '../support/test-database';
import { createTestLogger } from '../support/test-logger';
import { waitFor } from '../support/wait-for';

/** A promise that others can open: tests order events by it instead of by time. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open!: () => void;
  return { opened: new Promise<void>((resolve) => (open = resolve)), open };
}

describe('a bytea[] parameter in binary form', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await startTestDatabase({ migrated: false })));
  afterAll(() => database.stop());

  it('arrives as it was sent, empty values and nulls included', async () => {
    const cases = [[], [null], [null, null], [Buffer.alloc(0)], [Buffer.of(0, 255), null, Buffer.from('",\\{}'), Buffer.alloc(70_000, 7)]];
    for (const values of cases) {
      const [row] = await database.query('SELECT $1::bytea[] AS back, cardinality($1::bytea[]) AS length', [byteaArray(values)]);
      expect(row).toEqual({ back: values, length: values.length });
    }
  });
});

describe('unit of work', () => {
  let database: TestDatabase;
  let unitOfWork: UnitOfWork;
  beforeAll(async () => {
    database = await startTestDatabase({ migrated: false });
    unitOfWork = await database.openUnitOfWork();
    await database.query(
      'CREATE TABLE accounts (id integer PRIMARY KEY, amount integer CONSTRAINT ck_accounts_not_negative CHECK (amount >= 0))',
    );
    await database.query('CREATE TABLE labels (name text CONSTRAINT uq_labels_one_per_name UNIQUE)');
  });
  afterAll(() => database.stop());
  beforeEach(() => database.query('TRUNCATE accounts, labels'));

  it('commits everything, or nothing when the work fails', async () => {
    await unitOfWork.run(async (em) => {
      await em.query('INSERT INTO accounts VALUES (1, 5), (2, 5)');
    });
    const failing = unitOfWork.run(async (em) => {
      await em.query('UPDATE accounts SET amount = 0');
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await database.query('SELECT sum(amount)::int AS sum FROM accounts')).toEqual([{ sum: 10 }]);
  });

  it('keeps the mark of a refusal that says so, and hands the refusal on', async () => {
    await database.query('INSERT INTO accounts VALUES (1, 0)');
    const refused = unitOfWork.run(async (em) => {
      await em.query('UPDATE accounts SET amount = amount + 1');
      throw new CommittedRefusal(new DomainError('too-many', 'test.refused', 'No.'));
    });
    await expect(refused).rejects.toMatchObject({ name: 'DomainError', code: 'test.refused' });
    expect(await database.query('SELECT amount FROM accounts')).toEqual([{ amount: 1 }]);
  });

  it('runs the whole work again after a deadlock, and both of the two that collided commit', async () => {
    await database.query('INSERT INTO accounts VALUES (1, 0), (2, 0)');
    const add = (em: EntityManager, id: number) => em.query('UPDATE accounts SET amount = amount + 1 WHERE id = $1', [id]);
    const bothHoldOne = [gate(), gate()] as const;
    let runs = 0;
    const crosswise = (first: number, second: number, mine: number) =>
      unitOfWork.run(async (em) => {
        runs++;
        await add(em, first);
        bothHoldOne[mine]!.open();
        await Promise.all(bothHoldOne.map((other) => other.opened));
        await add(em, second);
      });
    await Promise.all([crosswise(1, 2, 0), crosswise(2, 1, 1)]);
    expect(runs).toBe(3);
    expect(await database.query('SELECT amount FROM accounts')).toEqual([{ amount: 2 }, { amount: 2 }]);
  });

  it('runs the whole work again after a serialization failure', async () => {
    await database.query('INSERT INTO accounts VALUES (1, 0)');
    let runs = 0;
    const increment = () =>
      unitOfWork.run(async (em) => {
        runs++;
        const [row] = await em.query<{ amount: number }[]>('SELECT amount FROM accounts WHERE id = 1');
        await em.query('UPDATE accounts SET amount = $1 WHERE id = 1', [row!.amount + 1]);
      }, 'SERIALIZABLE');
    await Promise.all([increment(), increment(), increment()]);
    expect(await database.query('SELECT amount FROM accounts')).toEqual([{ amount: 3 }]);
    expect(runs).toBeGreaterThanOrEqual(3);
  });

  it('gives up after five runs', async () => {
    let runs = 0;
    const hopeless = unitOfWork.run(async (em) => {
      runs++;
      await em.query(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$`);
    });
    await expect(hopeless).rejects.toMatchObject({ driverError: { code: '40001' } });
    expect(runs).toBe(5);
  });

  it('runs work that fails for any other reason once', async () => {
    let runs = 0;
    await expect(unitOfWork.run((em) => (runs++, em.query('SELECT 1/0')))).rejects.toThrow('division by zero');
    expect(runs).toBe(1);
  });

  it('turns violated constraints into what modules said they mean, and leaves others alone', async () => {
    mapConstraints({
      uq_labels_one_per_name: () => new DomainError('conflict', 'label.taken', 'There is such a label.'),
      ck_accounts_not_negative: () => new DomainError('invalid', 'account.negative', 'Not below zero.'),
    });
    expect(() => mapConstraints({ uq_labels_one_per_name: () => new DomainError('conflict', 'x', 'x') })).toThrow('mapped twice');
    const insert = (sql: string) => unitOfWork.run((em) => em.query(sql));
    await insert(`INSERT INTO labels VALUES ('a')`);
    await expect(insert(`INSERT INTO labels VALUES ('a')`)).rejects.toMatchObject({ kind: 'conflict', code: 'label.taken' });
    await expect(insert('INSERT INTO accounts VALUES (1, -1)')).rejects.toMatchObject({ kind: 'invalid', code: 'account.negative' });
    await insert('INSERT INTO accounts VALUES (1, 1)');
    await expect(insert('INSERT INTO accounts VALUES (1, 1)')).rejects.toMatchObject({ driverError: { constraint: 'accounts_pkey' } });
  });

  it('refuses conditions that are null or undefined instead of matching every row', async () => {
    const source = await database.openDataSource();
    expect(source.options.invalidWhereValuesBehavior).toEqual({ null: 'throw', undefined: 'throw' });
    expect(source.options.synchronize).toBe(false);
  });
});

describe('advisory locks', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startTestDatabase({ migrated: false });
  });
  afterAll(() => database.stop());

  it('let one hold a name at a time, within transactions and outside', async () => {
    const unitOfWork = await database.openUnitOfWork();
    const [held, done] = [gate(), gate()];
    const holder = withAdvisoryLock(database.connection, 'draw 7', async () => {
      held.open();
      await done.opened;
    });
    await held.opened;
    expect(await unitOfWork.run((em) => tryLockInTransaction(em, 'draw 7'))).toBe(false);
    expect(await unitOfWork.run((em) => tryLockInTransaction(em, 'draw 8'))).toBe(true);
    let got = false;
    const waiting = unitOfWork.run(async (em) => {
      await lockInTransaction(em, 'draw 7');
      got = true;
    });
    await waitFor(
      async () => (await database.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).length === 1,
      'the queue at the lock',
    );
    expect(got).toBe(false);
    done.open();
    await Promise.all([holder, waiting]);
    expect(got).toBe(true);
  });

  it('tells the holder when the lock is lost with its session', async () => {
    const lost = withAdvisoryLock(database.connection, 'lost', async (signal) => {
      await database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'fairslot-lock lost'`);
      await waitFor(() => signal.aborted, 'the signal');
      return 'noticed';
    });
    expect(await lost).toBe('noticed');
  });
});

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(() => Logger.overrideLogger(createTestLogger().logger));
  beforeEach(async () => {
    database = await startTestDatabase({ migrated: false });
  });
  afterEach(() => database.stop());

  it('bring up a database once, whoever else tries at the same time, and the queue gets a schema of its own', async () => {
    const results = await Promise.all([1, 2, 3].map(() => migrate(database.connection, { queueOnPostgres: true })));
    expect(results.filter((names) => names.length > 0)).toHaveLength(1);
    const tables = await database.query(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'bullmq' AND table_name = 'job'`,
    );
    expect(tables).toHaveLength(1);
    await expect(assertMigrated(database.connection)).resolves.toBeUndefined();
  });

  it('leave the queue out when it lives elsewhere', async () => {
    await migrate(database.connection, { queueOnPostgres: false });
    expect(await database.query(`SELECT 1 FROM information_schema.schemata WHERE schema_name = 'bullmq'`)).toEqual([]);
  });

  it('are asked for by name where they are missing', async () => {
    await expect(assertMigrated(database.connection)).rejects.toThrow('run "npm run migrate" first');
  });

  it('say which login they want, when they are run by the service', async () => {
    const service = { ...database.owner, user: EMBEDDED_LOGINS.service };
    await expect(migrate(service, { queueOnPostgres: true })).rejects.toThrow(/permission denied.*MIGRATION_DATABASE_URL/);
  });

  it('are followed by rights at the next start, when the one that ran them died before it granted', async () => {
    const service = { ...database.owner, user: EMBEDDED_LOGINS.service };
    // What comes between the two fails.
    await database.query('CREATE SCHEMA bullmq');
    await database.query('CREATE TABLE bullmq.migration (nonsense integer)');
    await expect(migrate(database.owner, { queueOnPostgres: true })).rejects.toThrow();
    expect(await database.query('SELECT count(*) > 10 AS migrated FROM migrations')).toEqual([{ migrated: true }]);
    await expect(assertMigrated(service)).rejects.toThrow('run "npm run migrate"');

    await database.query('DROP SCHEMA bullmq CASCADE');
    expect(await migrate(database.owner, { queueOnPostgres: true })).toEqual([]);
    await expect(assertMigrated(service)).resolves.toBeUndefined();
  });

  it.each(['INSERT ON outbox_messages', 'UPDATE (state) ON slots', 'DELETE ON outbox_messages', 'SELECT ON registrations'])(
    'are not enough for a service that lacks a right of this version: %s',
    async (right) => {
      await migrate(database.owner, { queueOnPostgres: false });
      const service = { ...database.owner, user: EMBEDDED_LOGINS.service };
      await database.query(`REVOKE ${right} FROM ${SERVICE_ROLE}`);
      await expect(assertMigrated(service)).rejects.toThrow(`may not ${right.slice(0, 6)}`);
      await migrate(database.owner, { queueOnPostgres: false });
      await expect(assertMigrated(service)).resolves.toBeUndefined();
    },
  );

  it('stop at one that fails, which leaves nothing behind', async () => {
    class Good1700000000001 implements MigrationInterface {
      up = async (runner: QueryRunner) => void (await runner.query('CREATE TABLE good (n integer)'));
      down = () => Promise.resolve();
    }
    class Bad1700000000002 implements MigrationInterface {
      up = async (runner: QueryRunner) => void (await runner.query('CREATE TABLE bad (n integer); SELECT 1/0'));
      down = () => Promise.resolve();
    }
    const run = migrate(database.connection, { queueOnPostgres: false, migrations: [Good1700000000001, Bad1700000000002] });
    await expect(run).rejects.toThrow('division by zero');
    expect(await database.query(`SELECT to_regclass('good') IS NOT NULL AS good, to_regclass('bad') IS NOT NULL AS bad`)).toEqual([
      { good: true, bad: false },
    ]);
  });
});
