import { randomUUID } from 'node:crypto';
import { PrivateLinks } from '../../../src/modules/registrations';
import { type OpenServiceApp, registration, startOpenService } from './open-service';

let test: OpenServiceApp;
beforeAll(async () => {
  test = await startOpenService();
});
afterAll(() => test.stop());

async function confirmed(caseNumber: string, surname: string, more: object = {}): Promise<string> {
  const person = { surname, givenNames: 'Ayşe', birthDate: '1990-05-17' };
  const { body } = await test.post('/api/registrations', registration(caseNumber, { person, ...more }));
  const token = test.app.get(PrivateLinks, { strict: false }).confirmationTokenOf(body.registration);
  expect((await test.post('/api/registrations/confirm', { token })).status).toBe(200);
  return body.registration;
}

const rowOf = async (id: string) =>
  (await test.database.query('SELECT *, critical_date::text AS critical_date FROM registrations WHERE id = $1', [id]))[0]!;
const itemOf = async (id: string, reason: string) =>
  (await test.database.query<{ id: string }>('SELECT id FROM review_items WHERE registration_id = $1 AND reason = $2', [id, reason]))[0]!
    .id;
const decide = (item: string, body: object) => test.post(`/api/staff/reviews/${item}`, body, 'operator');
const exclusions = async () =>
  (await test.database.query<{ body: string }>(`SELECT body FROM log_entries WHERE type = 'registration.excluded' ORDER BY id`)).map(
    (row) => JSON.parse(row.body) as unknown,
  );
const lastLetter = async (id: string) =>
  (await test.database.query('SELECT kind FROM outbox_messages WHERE registration_id = $1 ORDER BY id DESC LIMIT 1', [id]))[0]!.kind;

describe('the list', () => {
  it('shows operators what they need to decide, the oldest first, and nobody else anything', async () => {
    const first = await confirmed('LISTE-1', 'Liste', { criticalDate: '2026-03-05', criticalDateSource: 'card' });
    const { status, body } = await test.get('/api/staff/reviews', 'operator');
    expect([status, body]).toEqual([
      200,
      [
        {
          id: await itemOf(first, 'unknown-case'),
          reason: 'unknown-case',
          openedAt: '2026-03-02T10:01:00Z',
          registration: {
            registration: first,
            service: 'stadt.example/aufenthalt',
            state: 'in_review',
            channel: 'online',
            registeredBy: null,
            receivedAt: '2026-03-02T10:01:00Z',
            surname: 'Liste',
            givenNames: 'Ayşe',
            birthDate: '1990-05-17',
            caseNumber: 'LISTE1',
            claims: { criticalDate: '2026-03-05', criticalDateSource: 'card', hardshipReason: null },
            contact: { kind: 'mail', value: 'liste1@example.org' },
            representative: null,
          },
          other: null,
        },
      ],
    ]);
    for (const role of ['clerk', 'hotline', 'auditor', 'approver', 'administrator']) {
      expect((await test.get('/api/staff/reviews', role)).status).toBe(403);
      expect((await test.post(`/api/staff/reviews/${randomUUID()}`, { decision: 'keep' }, role)).status).toBe(403);
    }
    expect((await test.get('/api/staff/reviews')).status).toBe(401);
  });
});

describe('keeping', () => {
  it('lets an unknown case stand on the word of a member of staff; a date counts only from a document', async () => {
    const [word, paper] = [await confirmed('KEEP-1', 'Keepa'), await confirmed('KEEP-2', 'Keepb')];
    expect((await decide(await itemOf(word, 'unknown-case'), { decision: 'keep' })).status).toBe(200);
    const facts = { criticalDate: '2026-03-12', criticalDateSource: 'fiction-certificate', applicationRecorded: true };
    expect((await decide(await itemOf(paper, 'unknown-case'), { decision: 'keep', facts })).status).toBe(200);
    expect(await rowOf(word)).toMatchObject({
      state: 'standing',
      case_verified_by: 'operator-1',
      critical_date: null,
      critical_date_source: null,
    });
    expect(await rowOf(paper)).toMatchObject({
      state: 'standing',
      case_verified_by: 'operator-1',
      critical_date: '2026-03-12',
      critical_date_source: 'fiction-certificate',
      application_recorded: true,
    });
    expect([await lastLetter(word), (await rowOf(word)).decision_untold]).toEqual(['registration.confirmed', true]);
  });

  it('keeps the moment of confirmation, so that nobody loses a draw by waiting for staff', async () => {
    const id = await confirmed('KEEP-3', 'Keepc');
    const before = (await rowOf(id)).confirmed_at;
    test.clock.advance(3600);
    await decide(await itemOf(id, 'unknown-case'), { decision: 'keep' });
    expect((await rowOf(id)).confirmed_at).toEqual(before);
    test.clock.advance(-3600);
  });

  it('refuses to let two registrations of one case stand, and changes nothing then', async () => {
    const first = await confirmed('KEEP-4', 'Keepd');
    const second = await confirmed('KEEP-4', 'Keepe');
    await decide(await itemOf(first, 'unknown-case'), { decision: 'keep' });
    const item = await itemOf(second, 'unknown-case');
    const before = await rowOf(second);
    const facts = { criticalDate: '2026-03-12', criticalDateSource: 'card' };
    const reply = await decide(item, { decision: 'keep', facts });
    expect([reply.status, reply.body.code]).toEqual([409, 'registration.case-stands-already']);
    expect(await rowOf(second)).toEqual(before);
    expect((await test.database.query('SELECT decision FROM review_items WHERE id = $1', [item]))[0]!.decision).toBeNull();
    expect((await decide(item, { decision: 'refuse' })).status).toBe(200);
  });

  it('lets one of two officers decide while both keep registrations of one case at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => confirmed('KEEP-5', `Keep${'abcdefghij'[n]}x`)));
    const items = await Promise.all(ids.map((id) => itemOf(id, 'unknown-case')));
    const replies = await Promise.all(items.map((item) => decide(item, { decision: 'keep' })));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    for (const reply of replies.filter((each) => each.status !== 200)) expect(reply.body.code).toBe('registration.case-stands-already');
  });

  it('refuses a date that does not exist', async () => {
    const id = await confirmed('KEEP-6', 'Keepf');
    const reply = await decide(await itemOf(id, 'unknown-case'), {
      decision: 'keep',
      facts: { criticalDate: '2026-02-30', criticalDateSource: 'card' },
    });
    expect([reply.status, reply.body.code, reply.body.field]).toEqual([400, 'registration.malformed-date', 'facts.criticalDate']);
    expect((await rowOf(id)).state).toBe('in_review');
  });
});

describe('refusing', () => {
  it('takes the registration out, in the log, and leaves it to be told', async () => {
    const id = await confirmed('REFUSE-1', 'Refuse');
    const before = (await exclusions()).length;
    await decide(await itemOf(id, 'unknown-case'), { decision: 'refuse' });
    expect((await rowOf(id)).state).toBe('excluded');
    expect((await exclusions()).slice(before)).toEqual([
      {
        type: 'registration.excluded',
        at: '2026-03-02T10:01:00Z',
        service: 'stadt.example/aufenthalt',
        reason: 'refused',
        officers: ['operator-1'],
      },
    ]);
    expect([await lastLetter(id), (await rowOf(id)).decision_untold]).toEqual(['registration.confirmed', true]);
  });

  it('is decided once, however often it is clicked', async () => {
    const id = await confirmed('REFUSE-2', 'Refuseb');
    const item = await itemOf(id, 'unknown-case');
    const before = (await exclusions()).length;
    const replies = await Promise.all([1, 2, 3, 4].map(() => decide(item, { decision: 'refuse' })));
    for (const reply of replies) expect([reply.status, reply.body]).toEqual([200, { id: item, decision: 'refuse' }]);
    expect((await exclusions()).length).toBe(before + 1);
    expect((await decide(item, { decision: 'keep' })).body.code).toBe('review.decided-already');
    expect((await decide(randomUUID(), { decision: 'keep' })).body.code).toBe('review.not-found');
  });

  it('comes too late once there is an appointment', async () => {
    await test.importCases([
      { caseNumber: 'LATE-1', surname: 'Late' },
      { caseNumber: 'LATE-2', surname: 'Late' },
    ]);
    await confirmed('LATE-1', 'Late');
    const id = await confirmed('LATE-2', 'Late');
    await test.database.query(`UPDATE registrations SET state = 'offered' WHERE id = $1`, [id]);
    const item = await itemOf(id, 'person-registered-already');
    for (const decision of ['refuse', 'merge']) expect((await decide(item, { decision })).body.code).toBe('review.too-late');
    expect((await rowOf(id)).state).toBe('offered');
  });
});

describe('merging', () => {
  async function pair(tag: string, first: string | undefined, second: string | undefined) {
    await test.importCases([
      { caseNumber: `${tag}-1`, surname: tag, criticalDate: first },
      { caseNumber: `${tag}-2`, surname: tag, criticalDate: second },
    ]);
    const ids = [await confirmed(`${tag}-1`, tag), await confirmed(`${tag}-2`, tag)] as const;
    return { first: ids[0], second: ids[1], item: await itemOf(ids[1], 'person-registered-already') };
  }

  it('counts two as one: the first stays as it is, the second is out and linked to it', async () => {
    const { first, second, item } = await pair('Mergea', '2026-03-10', '2026-04-10');
    await test.database.query('UPDATE registrations SET losses = 3 WHERE id = $1', [first]);
    const before = await rowOf(first);
    expect((await decide(item, { decision: 'merge' })).status).toBe(200);
    expect(await rowOf(first)).toEqual(before);
    expect(await rowOf(second)).toMatchObject({ state: 'excluded', merged_into: first });
    expect((await exclusions()).at(-1)).toMatchObject({ reason: 'merged' });
    expect((await decide(item, { decision: 'merge' })).status).toBe(200);
  });

  it('follows a registration that is merged, or replaced, itself', async () => {
    const { first, second, item } = await pair('Mergeb', undefined, undefined);
    await test.importCases(['Mergeb-3', 'Mergeb-4'].map((caseNumber) => ({ caseNumber, surname: 'Mergeb' })));
    const third = await confirmed('Mergeb-3', 'Mergeb');
    const thirdItem = await itemOf(third, 'person-registered-already');
    await test.database.query('UPDATE review_items SET other_registration_id = $2 WHERE id = $1', [thirdItem, second]);
    await decide(thirdItem, { decision: 'merge' });
    expect((await rowOf(third)).merged_into).toBe(second);
    await decide(item, { decision: 'merge' });
    expect([(await rowOf(second)).merged_into, (await rowOf(third)).merged_into]).toEqual([first, first]);
    const owner = await confirmed('Mergeb-1', 'Mergeb');
    await decide(await itemOf(owner, 'case-registered-already'), { decision: 'replace' });
    expect(await rowOf(first)).toMatchObject({ state: 'excluded', merged_into: null });
    expect([(await rowOf(second)).merged_into, (await rowOf(third)).merged_into]).toEqual([owner, owner]);
  });

  it('keeps alerting to a date that is near under the number that was merged away', async () => {
    const { second, item } = await pair('Mergen', '2026-06-01', '2026-03-04');
    await decide(item, { decision: 'merge' });
    const { body } = await test.get('/api/staff/registrations/near-critical', 'hotline');
    const near = body as unknown as { registration: string; criticalDate: string }[];
    expect(near.find(({ registration: id }) => id === second)?.criticalDate).toBe('2026-03-04');
  });

  it('needs a second registration that is there', async () => {
    const alone = await confirmed('ALONE-1', 'Alone');
    expect((await decide(await itemOf(alone, 'unknown-case'), { decision: 'merge' })).body.code).toBe('review.nothing-to-merge');
    const { first, item } = await pair('Mergeg', undefined, undefined);
    await test.database.query(`UPDATE registrations SET state = 'withdrawn' WHERE id = $1`, [first]);
    expect((await decide(item, { decision: 'merge' })).body.code).toBe('review.nothing-to-merge');
  });

  it('leaves the first of a case untouched when somebody registers it a second time', async () => {
    await test.importCases([{ caseNumber: 'TWICE-1', surname: 'Twice', criticalDate: '2026-03-10' }]);
    const first = await confirmed('TWICE-1', 'Twice');
    const second = await confirmed('TWICE-1', 'Twice');
    const before = await rowOf(first);
    await decide(await itemOf(second, 'case-registered-already'), { decision: 'merge' });
    expect(await rowOf(first)).toEqual(before);
    expect((await rowOf(second)).state).toBe('excluded');
  });
});

describe("somebody who registered a stranger's case first", () => {
  it('is replaced by the person who shows that the case is theirs', async () => {
    await test.importCases([{ caseNumber: 'STOLEN-1', surname: 'Owner', criticalDate: '2026-03-20' }]);
    const thief = await confirmed('STOLEN-1', 'Owner');
    const owner = await confirmed('STOLEN-1', 'Owner');
    expect((await rowOf(thief)).state).toBe('standing');
    const item = await itemOf(owner, 'case-registered-already');
    expect((await decide(item, { decision: 'keep' })).body.code).toBe('registration.case-stands-already');
    expect((await decide(item, { decision: 'replace' })).status).toBe(200);
    expect((await rowOf(thief)).state).toBe('excluded');
    expect((await rowOf(owner)).state).toBe('standing');
    expect((await exclusions()).at(-1)).toMatchObject({ reason: 'replaced' });
    expect((await decide(item, { decision: 'replace' })).status).toBe(200);
    const alone = await confirmed('STOLEN-2', 'Nobody');
    expect((await decide(await itemOf(alone, 'unknown-case'), { decision: 'replace' })).body.code).toBe('review.nothing-to-replace');
  });
});

describe('people whose status runs out', () => {
  it('are listed while no application is on record, on their own word too, the most urgent first', async () => {
    const near = { criticalDate: '2026-03-09', criticalDateSource: 'card' };
    await test.importCases([
      { caseNumber: 'NEAR-1', surname: 'Neara', criticalDate: '2026-03-08' },
      { caseNumber: 'NEAR-2', surname: 'Nearb', criticalDate: '2026-03-10' },
      { caseNumber: 'NEAR-3', surname: 'Nearc', criticalDate: '2026-03-05', applicationOnRecord: true },
      { caseNumber: 'NEAR-4', surname: 'Neard', criticalDate: '2026-02-20' },
      { caseNumber: 'NEAR-5', surname: 'Neare', criticalDate: '2026-06-01' },
    ]);
    const ids = [
      await confirmed('NEAR-1', 'Neara'),
      await confirmed('NEAR-2', 'Nearb', near),
      await confirmed('NEAR-3', 'Nearc', near),
      await confirmed('NEAR-4', 'Neard'),
      await confirmed('NEAR-5', 'Neare', near),
      await confirmed('NEAR-6', 'Nearf', near),
      await confirmed('NEAR-7', 'Nearg'),
    ];
    const { body } = await test.get('/api/staff/registrations/near-critical', 'hotline');
    const mine = (body as unknown as { registration: string; criticalDate: string; verified: boolean }[]).filter((each) =>
      ids.includes(each.registration),
    );
    expect(mine.map((each) => [each.registration, each.criticalDate, each.verified])).toEqual([
      [ids[3], '2026-02-20', true],
      [ids[0], '2026-03-08', true],
      [ids[5], '2026-03-09', false],
    ]);
    expect((await test.get('/api/staff/registrations/near-critical', 'auditor')).status).toBe(403);
  });
});
