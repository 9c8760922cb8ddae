import { createHash } from 'node:crypto';
import { formatIdentity, parseNote, parseVerifierKey, signNote, verifyNote } from '../../../src/core';
import { CLOSES_AT, OPEN, type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
beforeAll(async () => {
  test = await startOpenService();
  await test.importCases([{ caseNumber: 'K-1' }]);
});
afterAll(() => test.stop());

const register = (body: object) => test.post('/api/registrations', body);

describe('registering', () => {
  it('answers with link, time limit and a receipt that the key verifies and the log will hold', async () => {
    const { status, body } = await register(registration('K-1', { wishes: ['evening', 'morning'], size: 2, waivedPots: ['lapsed'] }));
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(['registration', 'link', 'receipt', 'confirmBy']);
    expect(body.confirmBy).toBe('2026-03-02T12:01:00Z');

    const note = parseNote(body.receipt);
    const { key } = (await test.get('/api/receipts/key')).body;
    expect(() => verifyNote(note, parseVerifierKey(key))).not.toThrow();
    const signer = { name: 'fairslot.example/log/receipts', seed: test.runtime.keys.receiptSigningSeed };
    expect(body.receipt).toBe(signNote(note.text, signer));
    expect(JSON.parse(note.text)).toEqual({
      protocol: 'fairslot/v1',
      kind: 'receipt',
      service: 'stadt.example/aufenthalt',
      registration: body.registration,
      receivedAt: '2026-03-02T10:01:00Z',
      receiptSecret: expect.stringMatching(/^[0-9a-f]{64}$/),
      identity: formatIdentity({ surname: 'Yıldız', givenNames: 'Ayşe', birthDate: '1990-05-17', caseNumber: 'K-1' }),
      legalEffect: 'none',
    });
    const hash = createHash('sha256').update(note.text).digest('hex');
    expect((await test.get(`/api/receipts/${hash}/proof`)).body).toEqual({ hash, batch: null });
    const [row] = await test.database.query('SELECT state, choices, size, waived_pots, case_verified_by FROM registrations WHERE id = $1', [
      body.registration,
    ]);
    expect(row).toEqual({
      state: 'unconfirmed',
      choices: 'evening,morning',
      size: 2,
      waived_pots: ['lapsed'],
      case_verified_by: 'register',
    });
  });

  it('stores nothing about a person in plain', async () => {
    await register(
      registration('GEHEIM-77', {
        person: { surname: 'Unverkennbar', givenNames: 'Xaveria', birthDate: '1971-07-07' },
        contact: { kind: 'mail', value: 'unverkennbar@example.org' },
        representative: { name: 'Anwaltskanzlei Beistand', contact: 'beistand@example.org' },
        criticalDate: '2026-03-09',
        criticalDateSource: 'card',
        hardshipReason: 'medical',
      }),
    );
    const tables = await test.database.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'bullmq') AND table_type = 'BASE TABLE'`,
    );
    const everything = await Promise.all(
      tables.map(async ({ name }) => JSON.stringify(await test.database.query(`SELECT t::text AS row FROM ${name} t`))),
    );
    const stored = everything.join('\n');
    // What lies in bytea columns is printed as hex.
    const words = ['nverkennbar', 'averia', '1971-07-07', 'GEHEIM77', 'GEHEIM-77', 'eistand', 'medical', '2026-03-09'];
    for (const word of words) {
      expect(stored).not.toContain(word);
      expect(stored).not.toContain(Buffer.from(word).toString('hex'));
      expect(test.log.text()).not.toContain(word);
    }
    expect(stored).toContain('registration.received');
    expect(test.log.text()).toContain('/api/registrations');
  });

  it.each([
    ['registration.contact-needed', 'contact.kind', { contact: { kind: 'none' } }],
    ['registration.malformed-contact', 'contact.value', { contact: { kind: 'mail', value: 'nobody' } }],
    ['registration.malformed-contact', 'contact.value', { contact: { kind: 'phone', value: '12' } }],
    ['registration.malformed-person', 'person.surname', { person: { surname: 'A|B', givenNames: '', birthDate: '1990-01-01' } }],
    ['registration.malformed-person', 'person.givenNames', { person: { surname: 'A', givenNames: 'B\u0007', birthDate: '1990-01-01' } }],
    ['registration.malformed-person', 'person.birthDate', { person: { surname: 'A', givenNames: '', birthDate: '1990-02-30' } }],
    ['registration.malformed-person', 'caseNumber', { caseNumber: ' - ' }],
    ['registration.nameless', 'person.surname', { person: { surname: ' ', givenNames: '', birthDate: '1990-01-01' } }],
    ['registration.date-without-source', 'criticalDate', { criticalDate: '2026-04-01' }],
    ['registration.malformed-date', 'criticalDate', { criticalDate: '2026-02-30', criticalDateSource: 'card' }],
    ['registration.unknown-group', 'wishes[1]', { wishes: ['morning', 'night'] }],
  ])('refuses with %s at %s', async (code, field, change) => {
    const { status, body } = await register(registration('K-1', change));
    expect([status, body.code, body.field]).toEqual([400, code, field]);
  });

  it('keeps which member of staff registered somebody, and that nobody did for those who came themselves', async () => {
    const rowOf = async (id: string) =>
      (await test.database.query('SELECT channel, registered_by FROM registrations WHERE id = $1', [id]))[0]!;
    const body = { ...registration('STAFF-1'), contact: { kind: 'none' } };
    const phone = await test.post('/api/staff/registrations', { ...body, channel: 'phone' }, 'hotline');
    const counter = await test.post('/api/staff/registrations', { ...body, channel: 'counter' }, 'clerk');
    const { body: online } = await register(registration('STAFF-1'));
    expect(await rowOf(phone.body.registration)).toEqual({ channel: 'phone', registered_by: 'hotline-1' });
    expect(await rowOf(counter.body.registration)).toEqual({ channel: 'counter', registered_by: 'clerk-1' });
    expect(await rowOf(online.registration)).toEqual({ channel: 'online', registered_by: null });
    const { body: list } = await test.get('/api/staff/reviews', 'operator');
    const members: { view: { registration: string; registeredBy: string | null } }[] = [];
    for (const { id } of (list as unknown as { clusters: { id: string }[] }).clusters)
      members.push(...((await test.get(`/api/staff/reviews/${id}`, 'operator')).body as unknown as { members: typeof members }).members);
    expect(members.find(({ view }) => view.registration === phone.body.registration)?.view.registeredBy).toBe('hotline-1');
    await expect(
      test.database.query(`UPDATE registrations SET registered_by = 'clerk-1' WHERE id = $1`, [online.registration]),
    ).rejects.toMatchObject({ constraint: 'ck_registrations_registered_by_staff' });
  });

  it.each([
    ['surprise', { surprise: 1 }],
    ['person.title', { person: { surname: 'A', givenNames: 'B', birthDate: '1990-01-01', title: 'Dr.' } }],
    ['size', { size: 10 }],
    ['size', { size: '2' }],
    ['wishes', { wishes: [] }],
    ['wishes', { wishes: ['morning', 'morning'] }],
    ['contact', { contact: undefined }],
    ['contact', { contact: [{ kind: 'none' }] }],
    ['person', { person: [] }],
    ['person', { person: [[]] }],
    ['representative', { representative: [] }],
    ['criticalDateSource', { criticalDate: '2026-04-01', criticalDateSource: 'rumour' }],
    ['hardshipReason', { hardshipReason: 'because' }],
    ['locale', { locale: 'xx' }],
  ])('refuses a wrong %s', async (field, change) => {
    const { status, body } = await register(registration('K-1', change));
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(body.errors.map((error: { field: string }) => error.field)).toContain(field);
  });

  it('refuses a service that does not exist, and one whose window is not open', async () => {
    expect((await register(registration('K-1', { service: 'stadt.example/nichts' }))).body.code).toBe('service.unknown');
    test.clock.set(CLOSES_AT.getTime() / 1000 - 1);
    expect((await register(registration('K-1'))).status).toBe(201);
    test.clock.set(CLOSES_AT.getTime() / 1000);
    const closed = await register(registration('K-1'));
    expect([closed.status, closed.body.code]).toEqual([409, 'window.not-open']);
    test.clock.set(OPEN);
  });
});
