import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { CaseRegister, IdentityKeys } from '../../../src/modules/identity';
import type { NewRegistration } from '../../../src/modules/registrations/new-registration';
import { RegistrationIntake } from '../../../src/modules/registrations/registration-intake';
import { AUTHORITY, type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
let intake: RegistrationIntake;
beforeAll(async () => {
  test = await startOpenService();
  const find = <T>(type: new (...args: never[]) => T): T => test.app.get(type, { strict: false });
  intake = new RegistrationIntake(find(DataSource), test.app.get(CaseRegister as never, { strict: false }));
});
afterAll(() => test.stop());

function row(change: Partial<NewRegistration> = {}): NewRegistration {
  const person = { surname: 'Muster', givenNames: 'Erika', birthDate: '1964-08-12', caseNumber: randomUUID() };
  return {
    id: randomUUID(),
    serviceId: test.serviceId,
    authority: AUTHORITY,
    channel: 'online',
    locale: 'de',
    keys: test.app.get(IdentityKeys, { strict: false }).derive(AUTHORITY, person),
    contactKind: 'mail',
    contactKey: randomBytes(32),
    networkKey: null,
    sealed: randomBytes(64),
    sealedSecret: randomBytes(65),
    size: 1,
    choices: '*',
    waivedPots: ['a', 'b'],
    receivedAt: test.clock.now(),
    confirmBy: test.clock.now(),
    receiptHash: randomBytes(32),
    ...change,
  };
}

/** The same data source, whose sessions are looked at, or changed, before they are used. */
function withSessions(source: DataSource, change: (session: QueryRunner) => QueryRunner): DataSource {
  const changed = Object.create(source) as DataSource;
  changed.createQueryRunner = (mode) => change(source.createQueryRunner(mode));
  return changed;
}

const count = async (ids: string[]) => ({
  registrations: (await test.database.query('SELECT FROM registrations WHERE id = ANY ($1::uuid[])', [ids])).length,
  letters: (await test.database.query('SELECT FROM outbox_messages WHERE registration_id = ANY ($1::uuid[])', [ids])).length,
});

describe('the way in', () => {
  it('writes a registration, its receipt and its letter together', async () => {
    const rows = Array.from({ length: 700 }, () => row());
    await Promise.all(rows.map((each) => intake.add(each)));
    const ids = rows.map((each) => each.id);
    expect(await count(ids)).toEqual({ registrations: 700, letters: 700 });
    const receipts = await test.database.query('SELECT FROM receipts WHERE hash = ANY ($1::bytea[])', [
      rows.map((each) => each.receiptHash),
    ]);
    expect(receipts).toHaveLength(700);
    const [stored] = await test.database.query('SELECT sealed, waived_pots, case_key FROM registrations WHERE id = $1', [ids[0]]);
    expect(stored).toEqual({ sealed: rows[0]!.sealed, waived_pots: ['a', 'b'], case_key: rows[0]!.keys.caseKey });
  });

  it('does not let one bad row take the others with it', async () => {
    const good = Array.from({ length: 60 }, () => row());
    const bad = [row({ serviceId: randomUUID() }), row({ size: 12 }), row({ id: good[0]!.id }), row({ contactKind: 'pigeon' as 'mail' })];
    const rows = [...good.slice(0, 30), ...bad, ...good.slice(30)];
    const settled = await Promise.allSettled(rows.map((each) => intake.add(each)));
    const failed = rows.filter((_, place) => settled[place]!.status === 'rejected');
    expect(failed).toEqual(bad);
    expect(await count(good.map((each) => each.id))).toEqual({ registrations: 60, letters: 60 });
    // Nothing of a refused row is left: no receipt without its registration.
    const receipts = await test.database.query('SELECT FROM receipts WHERE hash = ANY ($1::bytea[])', [
      bad.map((each) => each.receiptHash),
    ]);
    expect(receipts).toHaveLength(0);
  });

  it('writes many concurrent requests in few commits', async () => {
    const commits = async () => Number((await test.database.query(`SELECT pg_current_xact_id()::text AS xid`))[0]!.xid);
    const before = await commits();
    const rows = Array.from({ length: 500 }, () => row());
    await Promise.all(rows.map((each) => intake.add(each)));
    expect(await count(rows.map((each) => each.id))).toEqual({ registrations: 500, letters: 500 });
    expect((await commits()) - before).toBeLessThan(50);
  });

  it('begins to write when a group is worth it, while the same turn still brings others', async () => {
    const source = test.app.get(DataSource, { strict: false });
    let groups = 0;
    const counting = withSessions(source, (session) => {
      groups += 1;
      return session;
    });
    const own = new RegistrationIntake(counting, test.app.get(CaseRegister as never, { strict: false }));
    const rows = Array.from({ length: 100 }, () => row());
    const first = rows.slice(0, 63).map((each) => own.add(each));
    expect(groups).toBe(0);
    first.push(own.add(rows[63]!));
    expect(groups).toBe(1);
    await Promise.all([...first, ...rows.slice(64).map((each) => own.add(each))]);
    expect(groups).toBe(2);
    expect(await count(rows.map((each) => each.id))).toEqual({ registrations: 100, letters: 100 });
  });

  it('hands out no receipt when the news of a written group is lost; what was written is whole, and asking again works', async () => {
    const source = test.app.get(DataSource, { strict: false });
    const deaf = withSessions(source, (session) => {
      const connect = session.connect.bind(session);
      session.connect = async () => {
        const client = (await connect()) as Client;
        return {
          // The one statement with a name is the insert.
          query: async (statement: string | { text: string; values: unknown[] }, values?: unknown[]) => {
            if (typeof statement === 'string') return client.query(statement, values);
            await client.query(statement);
            throw new Error('Connection terminated unexpectedly');
          },
        };
      };
      return session;
    });
    const own = new RegistrationIntake(deaf, test.app.get(CaseRegister as never, { strict: false }));
    const rows = Array.from({ length: 40 }, () => row());
    const settled = await Promise.allSettled(rows.map((each) => own.add(each)));
    expect(settled).toEqual(
      rows.map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'registration.unavailable' }) })),
    );
    expect(await count(rows.map((each) => each.id))).toEqual({ registrations: 40, letters: 40 });
    const receipts = await test.database.query('SELECT FROM receipts WHERE hash = ANY ($1::bytea[])', [
      rows.map((each) => each.receiptHash),
    ]);
    expect(receipts).toHaveLength(40);
    const again = rows.map((each) => ({ ...each, id: randomUUID(), receiptHash: randomBytes(32) }));
    await Promise.all(again.map((each) => intake.add(each)));
    expect(await count(again.map((each) => each.id))).toEqual({ registrations: 40, letters: 40 });
  });

  it('lets a stopping process answer those who have asked', async () => {
    const rows = Array.from({ length: 300 }, () => row());
    const written = Promise.all(rows.map((each) => intake.add(each)));
    await intake.beforeApplicationShutdown();
    await written;
    expect(await count(rows.map((each) => each.id))).toEqual({ registrations: 300, letters: 300 });
  });

  it('answers 503 with a code while the database is away, and takes registrations again after', async () => {
    expect((await test.post('/api/registrations', registration('K-8'))).status).toBe(201);
    const { database } = test.database.connection;
    const outside = new Client({ ...test.database.owner, database: 'postgres' });
    await outside.connect();
    await outside.query(`ALTER DATABASE "${database}" ALLOW_CONNECTIONS false`);
    await outside.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
    const away = await Promise.all(['K-9', 'K-10', 'K-11'].map((caseNumber) => test.post('/api/registrations', registration(caseNumber))));
    for (const reply of away) expect([reply.status, reply.body.code]).toEqual([503, 'registration.unavailable']);
    await outside.query(`ALTER DATABASE "${database}" ALLOW_CONNECTIONS true`);
    await outside.end();
    expect((await test.post('/api/registrations', registration('K-9'))).status).toBe(201);
  });
});
