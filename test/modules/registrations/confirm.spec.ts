import { PrivateLinks } from '../../../src/modules/registrations';
import { type OpenServiceApp, type Reply, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
let links: PrivateLinks;
beforeAll(async () => {
  test = await startOpenService();
  links = test.app.get(PrivateLinks, { strict: false });
  await test.importCases(
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'M'].map((letter) => ({ caseNumber: `${letter}-1`, surname: `Name${letter}` })),
  );
});
afterAll(() => test.stop());

const person = (letter: string) => ({ surname: `Name${letter}`, givenNames: 'Ayşe', birthDate: '1990-05-17' });

async function register(letter: string, more: object = {}): Promise<{ id: string; link: string }> {
  const { status, body } = await test.post('/api/registrations', registration(`${letter}-1`, { person: person(letter), ...more }));
  expect(status).toBe(201);
  return { id: body.registration, link: body.link };
}

const confirm = (body: object): Promise<Reply> => test.post('/api/registrations/confirm', body);
const byCode = ({ id, link }: { id: string; link: string }) => confirm({ link, code: links.codeOf(id) });
const byToken = ({ id }: { id: string }) => confirm({ token: links.confirmationTokenOf(id) });

async function stateOf(id: string): Promise<string> {
  const [row] = await test.database.query<{ state: string }>('SELECT state FROM registrations WHERE id = $1', [id]);
  return row!.state;
}

async function reasonsOf(id: string): Promise<string[]> {
  const rows = await test.database.query<{ reason: string }>('SELECT reason FROM review_items WHERE registration_id = $1 ORDER BY reason', [
    id,
  ]);
  return rows.map((row) => row.reason);
}

function wrongCode(id: string): string {
  return links.codeOf(id) === '000000' ? '000001' : '000000';
}

describe('confirming', () => {
  it('makes a known case stand, by code or by token, and once only', async () => {
    const a = await register('A');
    const first = await byCode(a);
    expect([first.status, first.body]).toEqual([200, { registration: a.id, state: 'confirmed', confirmedAt: '2026-03-02T10:01:00Z' }]);
    expect(await stateOf(a.id)).toBe('standing');
    const before = await test.database.query('SELECT * FROM registrations WHERE id = $1', [a.id]);
    expect(await byCode(a)).toMatchObject({ status: 200, body: first.body });
    expect(await byToken(a)).toMatchObject({ status: 200, body: first.body });
    expect(await test.database.query('SELECT * FROM registrations WHERE id = $1', [a.id])).toEqual(before);
    const letters = await test.database.query('SELECT kind FROM outbox_messages WHERE registration_id = $1 ORDER BY id', [a.id]);
    expect(letters.map((row) => row.kind)).toEqual(['registration.received', 'registration.confirmed']);
  });

  it('sends what the register does not confirm to staff', async () => {
    const unknown = await register('X');
    const otherName = await register('B', { person: { ...person('B'), surname: 'Anders' } });
    const otherBirth = await register('B', { person: { ...person('B'), birthDate: '1990-05-18' } });
    for (const each of [unknown, otherName, otherBirth]) expect((await byCode(each)).status).toBe(200);
    expect([await stateOf(unknown.id), await reasonsOf(unknown.id)]).toEqual(['in_review', ['unknown-case']]);
    expect([await stateOf(otherName.id), await reasonsOf(otherName.id)]).toEqual(['in_review', ['identity-differs']]);
    expect([await stateOf(otherBirth.id), await reasonsOf(otherBirth.id)]).toEqual(['in_review', ['identity-differs']]);
  });

  it('asks the register again at confirmation: an import may have come in between', async () => {
    const late = await register('L');
    await test.importCases([{ caseNumber: 'L-1', surname: 'NameL' }]);
    await byCode(late);
    expect(await stateOf(late.id)).toBe('standing');
  });

  it('puts a second registration of a case behind the first and leaves the first as it is', async () => {
    const first = await register('C');
    await byCode(first);
    const before = await test.database.query('SELECT * FROM registrations WHERE id = $1', [first.id]);
    const second = await register('C', { wishes: ['evening'] });
    expect((await byCode(second)).body).toMatchObject({ registration: second.id, state: 'confirmed' });
    expect([await stateOf(second.id), await reasonsOf(second.id)]).toEqual(['in_review', ['case-registered-already']]);
    expect(await test.database.query('SELECT * FROM registrations WHERE id = $1', [first.id])).toEqual(before);
    const [item] = await test.database.query('SELECT other_registration_id FROM review_items WHERE registration_id = $1', [second.id]);
    expect(item!.other_registration_id).toBe(first.id);
  });

  it('hints at one person with two cases, in spite of spelling and order, and lets both stand', async () => {
    await test.importCases([
      { caseNumber: 'P-1', surname: 'Müller-Øst', givenNames: 'Jörg' },
      { caseNumber: 'P-2', surname: 'MUELLER OEST', givenNames: 'JOERG' },
    ]);
    const birthDate = '1990-05-17';
    const one = await register('P', { person: { surname: 'Müller-Øst', givenNames: 'Jörg', birthDate } });
    const two = await register('P', { caseNumber: 'P/2', person: { surname: 'Jorg', givenNames: 'muller Ost', birthDate } });
    const settled = await Promise.all([byCode(one), byCode(two)]);
    expect(settled.map((reply) => reply.status)).toEqual([200, 200]);
    // "Jorg muller Ost" is neither written form of "JOERG MUELLER OEST": staff have to look at the name, too.
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(['standing', 'in_review']);
    expect(await reasonsOf(two.id)).toEqual(['identity-differs']);
    const three = await register('P', { caseNumber: 'P 2', person: { surname: 'Jörg', givenNames: 'Öst Müller', birthDate } });
    await byCode(three);
    expect([await stateOf(three.id), await reasonsOf(three.id)]).toEqual(['standing', ['person-registered-already']]);
  });

  it('notices one person with two cases also when both are confirmed at the same moment', async () => {
    await test.importCases([1, 2, 3, 4, 5, 6].map((n) => ({ caseNumber: `Q-${n}`, surname: 'Quasi' })));
    const all = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => register('Q', { caseNumber: `Q-${n}`, person: person('Q') && { ...person('Q'), surname: 'Quasi' } })),
    );
    await Promise.all(all.map(byCode));
    const hints = (await Promise.all(all.map(({ id }) => reasonsOf(id)))).filter((reasons) =>
      reasons.includes('person-registered-already'),
    );
    expect(hints).toHaveLength(5);
  });

  it("counts wrong codes, also those that come at once, and then accepts the letter's link only", async () => {
    const d = await register('D');
    const code = wrongCode(d.id);
    const guesses = await Promise.all(Array.from({ length: 30 }, () => confirm({ link: d.link, code })));
    const codes = guesses.map((reply) => reply.body.code);
    expect(codes.filter((each) => each === 'registration.wrong-code')).toHaveLength(5);
    expect(codes.filter((each) => each === 'registration.too-many-codes')).toHaveLength(25);
    expect((await byCode(d)).body.code).toBe('registration.too-many-codes');
    expect((await byToken(d)).status).toBe(200);
    expect(await stateOf(d.id)).toBe('standing');
  });

  it('refuses what proves nothing', async () => {
    const e = await register('E');
    const other = await register('F');
    for (const body of [
      { link: e.link, code: '12345' },
      { link: e.link },
      { token: 7 },
      {},
      { link: e.link, code: links.codeOf(e.id), token: links.confirmationTokenOf(e.id), more: 1 },
    ]) {
      expect((await confirm(body)).body.code).toBe('request.invalid');
    }
    expect((await confirm({ token: e.link })).body.code).toBe('registration.not-found');
    expect((await confirm({ token: `${e.id}.${other.link.split('.')[1]}` })).body.code).toBe('registration.not-found');
    expect((await confirm({ link: links.confirmationTokenOf(e.id), code: links.codeOf(e.id) })).body.code).toBe('registration.not-found');
    expect(await stateOf(e.id)).toBe('unconfirmed');
  });

  it('comes too late after the time limit', async () => {
    const g = await register('G');
    test.clock.advance(7201);
    const late = await byCode(g);
    expect([late.status, late.body.code]).toEqual([410, 'registration.confirmed-too-late']);
    expect(await stateOf(g.id)).toBe('unconfirmed');
    test.clock.advance(-7201);
  });

  it('leaves one of 200 simultaneous registrations and confirmations of one case standing', async () => {
    const all = await Promise.all(Array.from({ length: 200 }, () => register('M')));
    const replies = await Promise.all(all.map((each, place) => (place % 2 ? byCode(each) : byToken(each))));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
    expect(new Set(replies.map((reply) => reply.body.state))).toEqual(new Set(['confirmed']));
    const states = await Promise.all(all.map(({ id }) => stateOf(id)));
    expect(states.filter((state) => state === 'standing')).toHaveLength(1);
    expect(states.filter((state) => state === 'in_review')).toHaveLength(199);
    const standing = all[states.indexOf('standing')]!.id;
    const items = await test.database.query(
      `SELECT reason, other_registration_id AS other, count(*)::int AS count FROM review_items
       WHERE registration_id = ANY ($1::uuid[]) GROUP BY 1, 2`,
      [all.map(({ id }) => id)],
    );
    expect(items).toEqual([{ reason: 'case-registered-already', other: standing, count: 199 }]);
  });
});
