import { PrivateLinks, type RegistrationRow, RegistrationVault } from '../../../src/modules/registrations';
import { type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
let links: PrivateLinks;
beforeAll(async () => {
  test = await startOpenService();
  links = test.app.get(PrivateLinks, { strict: false });
  await test.importCases(Array.from({ length: 9 }, (_, n) => ({ caseNumber: `W-${n}`, surname: `Wer${'abcdefghi'[n]}` })));
});
afterAll(() => test.stop());

async function standing(n: number) {
  const { body } = await test.post(
    '/api/registrations',
    registration(`W-${n}`, { person: { surname: `Wer${'abcdefghi'[n]}`, givenNames: 'Ayşe', birthDate: '1990-05-17' } }),
  );
  await test.post('/api/registrations/confirm', { token: links.confirmationTokenOf(body.registration) });
  return { id: body.registration, own: { link: body.link, caseNumber: `w/${n}` } };
}

const lettersOf = async (id: string) =>
  (await test.database.query('SELECT kind FROM outbox_messages WHERE registration_id = $1 ORDER BY id', [id])).map((row) => row.kind);

describe("one's own registration", () => {
  it('is shown to who has link and case number, however the number is written', async () => {
    const { id, own } = await standing(0);
    expect((await test.post('/api/registrations/status', own)).body).toEqual({
      registration: id,
      service: 'stadt.example/aufenthalt',
      state: 'confirmed',
      confirmedAt: '2026-03-02T10:01:00Z',
      receivedAt: '2026-03-02T10:01:00Z',
      confirmBy: '2026-03-02T12:01:00Z',
      wishes: null,
      size: 1,
      widenIfRare: false,
      waivedPots: [],
      contactKind: 'mail',
      losses: 0,
    });
  });

  it('takes new wishes, all of them at once', async () => {
    const { own } = await standing(1);
    const changed = await test.post('/api/registrations/wishes', { ...own, wishes: ['evening'], size: 4, waivedPots: ['lapsed'] });
    expect(changed.body).toMatchObject({ wishes: ['evening'], size: 4, waivedPots: ['lapsed'] });
    const back = await test.post('/api/registrations/wishes', own);
    expect(back.body).toMatchObject({ wishes: null, size: 1, waivedPots: [] });
    expect((await test.post('/api/registrations/wishes', { ...own, wishes: ['nowhere'] })).body.code).toBe('registration.unknown-group');
  });

  it('sends letters to a new contact, and keeps the identity', async () => {
    const { id, own } = await standing(2);
    const changed = await test.post('/api/registrations/contact', { ...own, contact: { kind: 'phone', value: '0170 1234567' } });
    expect(changed.body.contactKind).toBe('phone');
    const row = await (await test.database.openDataSource([])).query('SELECT id, sealed FROM registrations WHERE id = $1', [id]);
    const part = test.app.get(RegistrationVault, { strict: false }).open(row[0] as RegistrationRow);
    expect(part.contact).toEqual({ kind: 'phone', value: '+491701234567' });
    expect(part.identity).toBe('Werc|Ayşe|1990-05-17|W2');
    expect(await lettersOf(id)).toEqual(['registration.received', 'registration.confirmed', 'registration.confirmed']);
    const none = await test.post('/api/registrations/contact', { ...own, contact: { kind: 'none' } });
    expect(none.body.code).toBe('registration.contact-needed');
  });

  it('sends the code again when the contact of an unconfirmed one changes', async () => {
    const { body } = await test.post('/api/registrations', registration('W-8'));
    const own = { link: body.link, caseNumber: 'W-8' };
    await test.post('/api/registrations/contact', { ...own, contact: { kind: 'mail', value: 'Neu@BÜCHER.example' } });
    expect(await lettersOf(body.registration)).toEqual(['registration.received', 'registration.received']);
  });

  it('can be withdrawn, once and for all', async () => {
    const { own } = await standing(3);
    const replies = await Promise.all([1, 2, 3].map(() => test.post('/api/registrations/withdraw', own)));
    for (const reply of replies) expect([reply.status, reply.body.state]).toEqual([200, 'withdrawn']);
    for (const [step, more] of [
      ['wishes', {}],
      ['contact', { contact: { kind: 'mail', value: 'a@example.org' } }],
    ] as const) {
      expect((await test.post(`/api/registrations/${step}`, { ...own, ...more })).body.code).toBe('registration.over');
    }
    // The case is free again.
    const again = await standing(3);
    expect((await test.database.query('SELECT state FROM registrations WHERE id = $1', [again.id]))[0]!.state).toBe('standing');
  });

  it('cannot be changed or withdrawn while an appointment waits for an answer', async () => {
    const { id, own } = await standing(4);
    await test.database.query(`UPDATE registrations SET state = 'offered' WHERE id = $1`, [id]);
    for (const step of ['withdraw', 'wishes']) {
      const reply = await test.post(`/api/registrations/${step}`, own);
      expect([reply.status, reply.body.code]).toEqual([409, 'registration.appointment-first']);
    }
    expect((await test.post('/api/registrations/status', own)).body.state).toBe('offered');
  });

  it('does not open what was moved here from another registration', async () => {
    const [mine, others] = [await standing(5), await standing(6)];
    await test.database.query('UPDATE registrations SET sealed = (SELECT sealed FROM registrations WHERE id = $2) WHERE id = $1', [
      mine.id,
      others.id,
    ]);
    const [row] = await test.database.query('SELECT id, sealed FROM registrations WHERE id = $1', [mine.id]);
    expect(() => test.app.get(RegistrationVault, { strict: false }).open(row as unknown as RegistrationRow)).toThrow('forged');
  });
});
