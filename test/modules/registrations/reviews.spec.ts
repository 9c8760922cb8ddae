import { randomUUID } from 'node:crypto';
import { PrivateLinks } from '../../../src/modules/registrations';
import { UnitOfWork } from '../../../src/platform/database';
import { untilBehind } from '../../support/waiting-sessions';
import { type OpenServiceApp, registration, type Reply, startOpenService } from './open-service';

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
const keep = (item: string, facts?: object) =>
  test.post(`/api/staff/reviews/questions/${item}/keep`, { reason: 'document-seen', facts }, 'operator');
const hear = async (id: string) => {
  expect((await test.post(`/api/staff/registrations/${id}/notice`, { suspicion: 'details' }, 'operator')).status).toBe(200);
  expect((await test.post(`/api/staff/registrations/${id}/objection`, { text: 'Das bin ich.', via: 'phone' }, 'hotline')).status).toBe(200);
};
const ask = (id: string, act: 'exclusion' | 'merger', body: object) => test.post(`/api/staff/registrations/${id}/${act}`, body, 'operator');
const approve = ({ body }: Reply) =>
  test.post(`/api/staff/approvals/${(body as unknown as { id: string }).id}/decision`, { decision: 'approved' }, 'approver');
const exclude = async (id: string, reason = 'unknown-case') => {
  await hear(id);
  return approve(await ask(id, 'exclusion', { reason }));
};
const merge = async (id: string, into: string) => approve(await ask(id, 'merger', { into, reason: 'same-person' }));
const exclusions = async () =>
  (await test.database.query<{ body: string }>(`SELECT body FROM log_entries WHERE type = 'registration.excluded' ORDER BY id`)).map(
    (row) => JSON.parse(row.body) as unknown,
  );
const clusterOf = async (id: string) =>
  (await test.database.query<{ id: string }>('SELECT cluster_id AS id FROM review_items WHERE registration_id = $1', [id]))[0]!.id;
const linkOf = (id: string) => test.app.get(PrivateLinks, { strict: false }).linkOf(id);
const lastLetter = async (id: string) =>
  (await test.database.query('SELECT kind FROM outbox_messages WHERE registration_id = $1 ORDER BY id DESC LIMIT 1', [id]))[0]!.kind;

describe('the list', () => {
  it('shows operators clusters, and in each what they need to decide, and nobody else anything', async () => {
    const first = await confirmed('LISTE-1', 'Liste', { criticalDate: '2026-03-05', criticalDateSource: 'card' });
    const { status, body } = await test.get('/api/staff/reviews', 'operator');
    const [cluster] = await test.database.query<{ id: string }>('SELECT cluster_id AS id FROM review_items WHERE registration_id = $1', [
      first,
    ]);
    const summary = {
      id: cluster!.id,
      kind: 'case',
      grade: 1,
      signs: ['unknown-case'],
      size: 1,
      openedAt: '2026-03-02T10:01:00Z',
      closedAt: null,
      service: 'stadt.example/aufenthalt',
      serviceTitle: 'Aufenthaltserlaubnis verlängern',
      window: { path: 'stadt.example/aufenthalt/w1', title: 'Fenster', freezeAt: '2026-03-03T10:30:00Z' },
    };
    expect([status, body]).toEqual([200, { clusters: [summary], next: null }]);
    const one = await test.get(`/api/staff/reviews/${cluster!.id}`, 'operator');
    expect([one.status, one.body]).toEqual([
      200,
      {
        ...summary,
        erased: 0,
        page: 1,
        pages: 1,
        members: [
          {
            view: {
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
            comparison: null,
            questions: [
              {
                id: await itemOf(first, 'unknown-case'),
                reason: 'unknown-case',
                signs: [],
                isHint: false,
                openedAt: '2026-03-02T10:01:00Z',
                decision: null,
                keepReason: null,
                decidedBy: null,
                decidedAt: null,
              },
            ],
            notice: null,
          },
        ],
      },
    ]);
    for (const role of ['clerk', 'hotline', 'auditor', 'administrator']) {
      expect((await test.get('/api/staff/reviews', role)).status).toBe(403);
      expect((await test.get(`/api/staff/reviews/${cluster!.id}`, role)).status).toBe(403);
      expect((await test.post(`/api/staff/reviews/questions/${randomUUID()}/keep`, { reason: 'document-seen' }, role)).status).toBe(403);
    }
    expect((await test.get('/api/staff/reviews', 'approver')).status).toBe(200);
    expect((await test.post(`/api/staff/reviews/questions/${randomUUID()}/keep`, { reason: 'document-seen' }, 'approver')).status).toBe(
      403,
    );
    expect((await test.get('/api/staff/reviews')).status).toBe(401);
    for (const after of ['4.1.x', 'x', `1.1.${'-'.repeat(36)}`, `1.${'9'.repeat(16)}.${first}`])
      expect((await test.get(`/api/staff/reviews?after=${after}`, 'operator')).status).toBe(400);
  });
});

describe('keeping', () => {
  it('lets an unknown case stand on the word of a member of staff; a date counts only from a document', async () => {
    const [word, paper] = [await confirmed('KEEP-1', 'Keepa'), await confirmed('KEEP-2', 'Keepb')];
    expect((await keep(await itemOf(word, 'unknown-case'))).status).toBe(200);
    const facts = { criticalDate: '2026-03-12', criticalDateSource: 'fiction-certificate', applicationRecorded: true };
    expect((await keep(await itemOf(paper, 'unknown-case'), facts)).status).toBe(200);
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
    await keep(await itemOf(id, 'unknown-case'));
    expect((await rowOf(id)).confirmed_at).toEqual(before);
    test.clock.advance(-3600);
  });

  it('refuses to let two registrations of one case stand, and changes nothing then', async () => {
    const first = await confirmed('KEEP-4', 'Keepd');
    const second = await confirmed('KEEP-4', 'Keepe');
    await keep(await itemOf(first, 'unknown-case'));
    const item = await itemOf(second, 'unknown-case');
    const before = await rowOf(second);
    const facts = { criticalDate: '2026-03-12', criticalDateSource: 'card' };
    const reply = await keep(item, facts);
    expect([reply.status, reply.body.code]).toEqual([409, 'registration.case-stands-already']);
    expect(await rowOf(second)).toEqual(before);
    expect((await test.database.query('SELECT decision FROM review_items WHERE id = $1', [item]))[0]!.decision).toBeNull();
    expect((await exclude(second)).status).toBe(200);
  });

  it('lets one of two officers decide while both keep registrations of one case at once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => confirmed('KEEP-5', `Keep${'abcdefghij'[n]}x`)));
    const items = await Promise.all(ids.map((id) => itemOf(id, 'unknown-case')));
    const replies = await Promise.all(items.map((item) => keep(item)));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    for (const reply of replies.filter((each) => each.status !== 200)) expect(reply.body.code).toBe('registration.case-stands-already');
  });

  it('refuses a date that does not exist', async () => {
    const id = await confirmed('KEEP-6', 'Keepf');
    const reply = await keep(await itemOf(id, 'unknown-case'), { criticalDate: '2026-02-30', criticalDateSource: 'card' });
    expect([reply.status, reply.body.code, reply.body.field]).toEqual([400, 'registration.malformed-date', 'facts.criticalDate']);
    expect((await rowOf(id)).state).toBe('in_review');
  });
});

describe('excluding', () => {
  it('takes a notice, time or an answer, and two people; then it is in the log, and left to be told at the freeze', async () => {
    const id = await confirmed('REFUSE-1', 'Refuse');
    const before = (await exclusions()).length;
    const early = await ask(id, 'exclusion', { reason: 'unknown-case' });
    expect([early.status, early.body.code]).toEqual([409, 'review.notice-first']);
    expect((await test.post(`/api/staff/registrations/${id}/notice`, { suspicion: 'details' }, 'operator')).status).toBe(200);
    expect(await lastLetter(id)).toBe('review.notice');
    expect((await ask(id, 'exclusion', { reason: 'unknown-case' })).body.code).toBe('review.time-to-object');
    test.clock.advance(3 * 86_400 + 1);
    const asked = await ask(id, 'exclusion', { reason: 'unknown-case' });
    expect([asked.status, (await rowOf(id)).state]).toEqual([201, 'in_review']);
    expect((await approve(asked)).status).toBe(200);
    test.clock.advance(-3 * 86_400 - 1);
    expect((await rowOf(id)).state).toBe('excluded');
    expect((await exclusions()).slice(before)).toEqual([
      {
        type: 'registration.excluded',
        at: '2026-03-05T10:01:01Z',
        service: 'stadt.example/aufenthalt',
        reason: 'refused',
        officers: ['operator-1', 'approver-1'],
      },
    ]);
    expect([await lastLetter(id), (await rowOf(id)).decision_untold]).toEqual(['review.notice', true]);
    expect(await test.database.query('SELECT ended_at IS NULL AS open FROM review_notices WHERE registration_id = $1', [id])).toEqual([
      { open: false },
    ]);
  });

  it('waits no longer than for the answer, which only reviewers can read', async () => {
    const id = await confirmed('REFUSE-3', 'Refusec');
    const text = 'Mein Name steht im Pass anders.';
    const object = (caseNumber: string) => test.post('/api/registrations/objection', { link: linkOf(id), caseNumber, text });
    expect((await object('REFUSE-3')).body.code).toBe('review.no-notice');
    await test.post(`/api/staff/registrations/${id}/notice`, { suspicion: 'details' }, 'operator');
    expect((await object('REFUSE-4')).status).toBe(404);
    expect((await object('REFUSE-3')).status).toBe(200);
    const [sealed] = await test.database.query<{ text: Buffer }>(
      'SELECT text FROM review_statements JOIN review_notices notice ON notice.id = notice_id WHERE registration_id = $1',
      [id],
    );
    expect(sealed!.text.toString('latin1')).not.toContain('Pass');
    const { body } = await test.get(`/api/staff/reviews/${await clusterOf(id)}`, 'operator');
    const { members } = body as unknown as { members: { notice: object }[] };
    expect(members[0]!.notice).toMatchObject({ statements: [{ text, via: 'page', takenBy: null }], isHeard: true, suspicion: 'details' });
    expect((await ask(id, 'exclusion', { reason: 'unknown-case' })).status).toBe(201);
    // Kept after all: nothing is left to answer, and the request comes to nothing.
    expect((await keep(await itemOf(id, 'unknown-case'))).status).toBe(200);
    expect((await object('REFUSE-3')).body.code).toBe('review.no-notice');
    expect((await rowOf(id)).state).toBe('standing');
  });

  it('gives people who get paper the time that the post takes', async () => {
    const { body } = await test.post(
      '/api/staff/registrations',
      registration('PAPER-1', {
        channel: 'counter',
        contact: { kind: 'none' },
        person: { surname: 'Paper', givenNames: 'A', birthDate: '1991-01-02' },
      }),
      'clerk',
    );
    const notice = await test.post(`/api/staff/registrations/${body.registration}/notice`, { suspicion: 'details' }, 'operator');
    expect(notice.body).toMatchObject({ objectBy: '2026-03-09T10:01:00Z' });
  });

  it('is decided once, however often it is clicked', async () => {
    const id = await confirmed('REFUSE-2', 'Refuseb');
    const item = await itemOf(id, 'unknown-case');
    const before = (await exclusions()).length;
    await hear(id);
    const asked = await ask(id, 'exclusion', { reason: 'unknown-case' });
    const replies = await Promise.all([1, 2, 3, 4].map(() => approve(asked)));
    for (const reply of replies) expect([reply.status, reply.body]).toEqual([200, expect.objectContaining({ decision: 'approved' })]);
    expect((await exclusions()).length).toBe(before + 1);
    expect((await keep(item)).body.code).toBe('review.decided-already');
    expect((await keep(randomUUID())).body.code).toBe('review.not-found');
    expect((await ask(id, 'exclusion', { reason: 'unknown-case' })).status).toBe(404);
  });

  it('is not for whoever asked, and nobody is told to answer about whom nothing is asked', async () => {
    const id = await confirmed('REFUSE-5', 'Refusee');
    await hear(id);
    const asked = await ask(id, 'exclusion', { reason: 'unknown-case' });
    const path = `/api/staff/approvals/${(asked.body as unknown as { id: string }).id}/decision`;
    expect((await test.post(path, { decision: 'approved' }, 'operator')).status).toBe(403);
    expect((await ask(id, 'exclusion', { reason: 'because' })).status).toBe(400);
    for (const role of ['approver', 'clerk', 'hotline', 'auditor', 'administrator'])
      expect((await test.post(`/api/staff/registrations/${id}/exclusion`, { reason: 'unknown-case' }, role)).status).toBe(403);
    await test.importCases([{ caseNumber: 'CLEAR-1', surname: 'Clear' }]);
    const clear = await confirmed('CLEAR-1', 'Clear');
    expect((await test.post(`/api/staff/registrations/${clear}/notice`, { suspicion: 'details' }, 'operator')).status).toBe(404);
  });

  it('comes too late once there is an appointment', async () => {
    await test.importCases([
      { caseNumber: 'LATE-1', surname: 'Late' },
      { caseNumber: 'LATE-2', surname: 'Late' },
    ]);
    const first = await confirmed('LATE-1', 'Late');
    const id = await confirmed('LATE-2', 'Late');
    await hear(id);
    const asked = await ask(id, 'exclusion', { reason: 'mass-pattern' });
    await test.database.query(`UPDATE registrations SET state = 'offered' WHERE id = $1`, [id]);
    expect((await approve(asked)).body.code).toBe('review.too-late');
    expect((await ask(id, 'merger', { into: first, reason: 'same-person' })).body.code).toBe('review.too-late');
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
    expect((await merge(second, first)).status).toBe(200);
    expect(await rowOf(first)).toEqual(before);
    expect(await rowOf(second)).toMatchObject({ state: 'excluded', merged_into: first });
    expect((await exclusions()).at(-1)).toMatchObject({ reason: 'merged', officers: ['operator-1', 'approver-1'] });
    expect(await test.database.query('SELECT decision, decided_by FROM review_items WHERE id = $1', [item])).toEqual([
      { decision: 'merge', decided_by: 'approver-1' },
    ]);
  });

  it('follows a registration that is merged, or replaced, itself', async () => {
    const { first, second } = await pair('Mergeb', undefined, undefined);
    await test.importCases(['Mergeb-3', 'Mergeb-4'].map((caseNumber) => ({ caseNumber, surname: 'Mergeb' })));
    const third = await confirmed('Mergeb-3', 'Mergeb');
    await merge(third, second);
    expect((await rowOf(third)).merged_into).toBe(second);
    await merge(second, first);
    expect([(await rowOf(second)).merged_into, (await rowOf(third)).merged_into]).toEqual([first, first]);
    const owner = await confirmed('Mergeb-1', 'Mergeb');
    expect((await exclude(first, 'case-of-another')).status).toBe(200);
    expect(await rowOf(first)).toMatchObject({ state: 'excluded', merged_into: null });
    expect([(await rowOf(second)).merged_into, (await rowOf(third)).merged_into]).toEqual([owner, owner]);
  });

  it('keeps alerting to a date that is near under the number that was merged away', async () => {
    const { first, second } = await pair('Mergen', '2026-06-01', '2026-03-04');
    await merge(second, first);
    const { body } = await test.get('/api/staff/registrations/near-critical', 'hotline');
    const near = body as unknown as { registration: string; criticalDate: string }[];
    expect(near.find(({ registration: id }) => id === second)?.criticalDate).toBe('2026-03-04');
  });

  it('needs a second registration that is there', async () => {
    const alone = await confirmed('ALONE-1', 'Alone');
    const into = (first: string, second: string) => ask(second, 'merger', { into: first, reason: 'same-person' });
    for (const other of [alone, randomUUID()]) expect((await into(other, alone)).body.code).toBe('review.nothing-to-merge');
    const { first, second } = await pair('Mergeg', undefined, undefined);
    await test.database.query(`UPDATE registrations SET state = 'withdrawn' WHERE id = $1`, [first]);
    expect((await into(first, second)).body.code).toBe('review.nothing-to-merge');
  });

  it('leaves the first of a case untouched when somebody registers it a second time', async () => {
    await test.importCases([{ caseNumber: 'TWICE-1', surname: 'Twice', criticalDate: '2026-03-10' }]);
    const first = await confirmed('TWICE-1', 'Twice');
    const second = await confirmed('TWICE-1', 'Twice');
    const before = await rowOf(first);
    await approve(await ask(second, 'merger', { into: first, reason: 'same-case' }));
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
    expect((await keep(item)).body.code).toBe('registration.case-stands-already');
    expect((await exclude(thief, 'case-of-another')).status).toBe(200);
    expect((await rowOf(thief)).state).toBe('excluded');
    expect((await rowOf(owner)).state).toBe('standing');
    expect((await exclusions()).at(-1)).toMatchObject({ reason: 'replaced' });
    expect((await test.database.query('SELECT decision FROM review_items WHERE id = $1', [item]))[0]!.decision).toBe('keep');
    const alone = await confirmed('STOLEN-2', 'Nobody');
    await hear(alone);
    expect((await ask(alone, 'exclusion', { reason: 'case-of-another' })).body.code).toBe('review.nothing-to-replace');
  });

  it('stays when the one who waited has gone meanwhile; whoever waits then is asked for anew', async () => {
    await test.importCases([{ caseNumber: 'STOLEN-3', surname: 'Owners' }]);
    const [first, ...others] = [
      await confirmed('STOLEN-3', 'Owners'),
      await confirmed('STOLEN-3', 'Owners'),
      await confirmed('STOLEN-3', 'Owners'),
    ] as const;
    await hear(first);
    const asked = await ask(first, 'exclusion', { reason: 'case-of-another' });
    const { coming: gone } = asked.body.details as { coming: string };
    const waiting = others.find((id) => id !== gone)!;
    const withdraw = (id: string) => test.post('/api/registrations/withdraw', { link: linkOf(id), caseNumber: 'STOLEN-3' });
    expect((await withdraw(gone)).status).toBe(200);
    const before = (await exclusions()).length;
    expect((await approve(asked)).body.code).toBe('review.nothing-to-replace');
    expect([(await rowOf(first)).state, (await rowOf(waiting)).state, (await exclusions()).length]).toEqual([
      'standing',
      'in_review',
      before,
    ]);
    const refusal = `/api/staff/approvals/${(asked.body as unknown as { id: string }).id}/decision`;
    expect((await test.post(refusal, { decision: 'refused' }, 'approver')).status).toBe(200);
    const again = await ask(first, 'exclusion', { reason: 'case-of-another' });
    expect(again.body.details).toMatchObject({ coming: waiting });
    expect((await approve(again)).status).toBe(200);
    expect([(await rowOf(first)).state, (await rowOf(waiting)).state]).toEqual(['excluded', 'standing']);
  });

  it.each([
    { first: 'decided', tag: 'STOLEN-4', told: [200, undefined], states: ['excluded', 'withdrawn'], more: 1 },
    { first: 'withdrawn', tag: 'STOLEN-5', told: [409, 'review.nothing-to-replace'], states: ['standing', 'withdrawn'], more: 0 },
  ])(
    'is replaced by the one who waited, or not at all, when that one withdraws at the same moment: $first first',
    async ({ first, tag, told, states, more }) => {
      await test.importCases([{ caseNumber: tag, surname: 'Ownert' }]);
      const [standing, waiting] = [await confirmed(tag, 'Ownert'), await confirmed(tag, 'Ownert')];
      await hear(standing);
      const asked = await ask(standing, 'exclusion', { reason: 'case-of-another' });
      const before = (await exclusions()).length;
      const decide = () => approve(asked);
      const withdraw = () => test.post('/api/registrations/withdraw', { link: linkOf(waiting), caseNumber: tag });
      const { decided, withdrawn } = await test.app.get(UnitOfWork, { strict: false }).run(async (em) => {
        const behind = (count: number) => untilBehind(em, count, (sql, parameters) => test.database.query(sql, parameters));
        await em.query('SELECT FROM registrations WHERE id = $1 FOR UPDATE', [waiting]);
        const one = first === 'decided' ? decide() : withdraw();
        await behind(1);
        const other = first === 'decided' ? withdraw() : decide();
        await behind(2);
        return first === 'decided' ? { decided: one, withdrawn: other } : { decided: other, withdrawn: one };
      });
      const answer = await decided;
      expect([answer.status, answer.body.code]).toEqual(told);
      expect((await withdrawn).status).toBe(200);
      expect([(await rowOf(standing)).state, (await rowOf(waiting)).state]).toEqual(states);
      expect((await exclusions()).length).toBe(before + more);
    },
  );
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
