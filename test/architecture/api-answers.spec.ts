import { deriveContributionCommitment, parseTime } from '../../src/core';
import { LogBrowser } from '../../src/modules/audit-log';
import { AuditFindings, SampleDrawing } from '../../src/modules/audits';
import { LettersService } from '../../src/modules/notifications/letters.service';
import { PrivateLinks } from '../../src/modules/registrations';
import { RegistrationComparison } from '../../src/modules/registrations/reviews';
import { FreshTokens } from '../../src/modules/staff';
import { DescribedAnswers, type Description, fetchDescription } from '../support/api-description';
import { DAY, DrawWorld, HOUR, planLater, TIMES } from '../support/draw-world';
import { identityOf } from '../support/draw-world-people';
import { askAbout } from '../support/review-acts';

const WINDOW = `/api/windows/${DrawWorld.path}`;
const DRAW = `${DrawWorld.path}/0`;
const SECRET = 'ab'.repeat(32);

let world: DrawWorld;
let description: Description;
let described: DescribedAnswers;
beforeAll(async () => {
  world = await DrawWorld.open();
  description = await fetchDescription(world.test);
  described = new DescribedAnswers(description);
  await world.enrol({ critical: '2026-03-20' }, { critical: '2026-04-30', hardship: true }, { losses: 2 }, {}, {});
  await world.addSlots([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  world.clock.set(TIMES.opens + 2 * HOUR);
});
afterAll(() => world.stop());

/** Asks, and holds the answer against the description. @returns the answer's body */
async function ask<T = Record<string, string>>(status: number, route: string, payload?: object, staff?: string): Promise<T> {
  const [method, url] = route.split(' ') as ['GET' | 'POST', string];
  const answer = await world.request<T>(method, url, payload, staff);
  const sent = { statusCode: answer.status, headers: answer.headers, payload: answer.raw.toString('utf8') };
  const mistakes = described.hold(method, url, sent);
  const said = answer.status === status ? undefined : sent.payload;
  expect({ route, status: answer.status, said, mistakes }).toEqual({ route, status, said: undefined, mistakes: [] });
  return answer.body;
}

const staffAsk = <T = Record<string, string>>(staff: string, route: string, payload?: object, status = 200): Promise<T> =>
  ask<T>(status, route, payload, staff);

it('every operation says what it answers, and how it refuses', () => {
  const silent: string[] = [];
  let data = 0;
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, { responses, ...operation }] of Object.entries(methods)) {
      const [status] = Object.keys(responses).filter((each) => each.startsWith('2'));
      const { content = {} } = responses[status!]!;
      data += Number(content['application/json']?.schema !== undefined);
      const refusals = operation['x-duty'] === undefined ? ['4XX', '5XX'] : ['401', '403', '4XX', '5XX'];
      const isWhole = refusals.every((each) => responses[each]) && (status === '204') === (Object.keys(content).length === 0);
      if (!isWhole) silent.push(`${method} ${path}`);
    }
  }
  expect(silent).toEqual([]);
  expect(data).toBeGreaterThanOrEqual(70);
  // Nothing is an object of which nothing is said.
  const vague = Object.entries(description.components.schemas).filter(([, schema]) => JSON.stringify(schema) === '{"type":"object"}');
  expect(vague.map(([name]) => name)).toEqual([]);
});

it('bodies say what they may be and how large', () => {
  const body = (path: string) => description.paths[path]!.post!.requestBody!;
  expect(Object.keys(body('/api/registrations').content)).toEqual(['application/json']);
  expect(body('/api/registrations').description).toBe('At most 65536 bytes.');
  const takingFiles = Object.keys(description.paths).filter(
    (path) => 'text/csv' in (description.paths[path]!.post?.requestBody?.content ?? {}),
  );
  expect(takingFiles.sort()).toEqual(['/api/staff/case-register/imports', '/api/staff/windows/{id}/slots']);
  for (const path of takingFiles) {
    expect(Object.keys(body(path).content)).toContain('application/json');
    expect(body(path).description).toContain('at most 33554432 bytes');
  }
});

it('bodies larger than that, or of another type, are refused as described', async () => {
  const authorization = `Bearer ${world.get(FreshTokens).tokens()!.get('operator-1')}`;
  const table = `/api/staff/windows/${world.windowId}/slots`;
  for (const { url, type, bytes, status } of [
    { url: '/api/registrations', type: 'application/json', bytes: 65_537, status: 413 },
    { url: table, type: 'application/json', bytes: 65_537, status: 413 },
    { url: table, type: 'text/csv', bytes: 65_537, status: 400 },
    { url: table, type: 'text/csv', bytes: 33_554_433, status: 413 },
    { url: '/api/registrations', type: 'text/csv', bytes: 10, status: 401 },
    { url: '/api/registrations', type: 'text/plain', bytes: 10, status: 415 },
  ]) {
    const headers = { 'content-type': type, authorization };
    const answer = await world.test.app.inject({ method: 'POST', url, headers, payload: 'x'.repeat(bytes) });
    const mistakes = described.hold('POST', url, answer);
    expect({ url, type, bytes, status: answer.statusCode, mistakes }).toEqual({ url, type, bytes, status, mistakes: [] });
  }
});

it('an answer with a field that is not described is found', () => {
  const invented = new DescribedAnswers(description);
  const sent = { statusCode: 200, headers: { 'content-type': 'application/json; charset=utf-8' } };
  expect(invented.hold('GET', '/api/receipts/key', { ...sent, payload: '{"key":"k"}' })).toEqual([]);
  expect(invented.hold('GET', '/api/receipts/key', { ...sent, payload: '{"key":"k","more":1}' })).toHaveLength(1);
  expect(invented.hold('GET', '/api/receipts/key', { ...sent, payload: '{}' })).toHaveLength(1);
  expect(invented.hold('GET', '/api/receipts/key', { ...sent, statusCode: 201, payload: '{"key":"k"}' })).toHaveLength(1);
});

describe('answers as they are', () => {
  it('to everybody, before the draw', async () => {
    for (const url of ['/health/live', '/health/ready', '/log/checkpoint', '/log/tile/0/000.p/1', '/api/receipts/key'])
      await ask(200, `GET ${url}`);
    for (const url of ['/api/services', '/api/windows', WINDOW, `${WINDOW}/announcement.json`, `${WINDOW}/ledger`, `${WINDOW}/draws`]) {
      await ask(200, `GET ${url}`);
    }
  });

  it('to applicants', async () => {
    const { caseNumber, ...person } = identityOf(1000);
    const body = { service: DrawWorld.service, person, caseNumber, contact: { kind: 'mail', value: 'person@example.org' }, locale: 'en' };
    const { registration, link } = await ask(201, 'POST /api/registrations', body);
    const key = { link, caseNumber };
    await ask(200, 'POST /api/registrations/status', key);
    await ask(200, 'POST /api/registrations/confirm', { link, code: world.get(PrivateLinks).codeOf(registration!) });
    await ask(200, 'POST /api/registrations/status', key);
    await ask(200, 'POST /api/registrations/wishes', { ...key, wishes: ['am'], size: 2 });
    await ask(200, 'POST /api/registrations/contact', { ...key, contact: { kind: 'mail', value: 'other@example.org' } });
    await ask(200, 'POST /api/appointments/status', key);
    await ask(200, 'POST /api/registrations/draws', key);
    await ask(200, 'POST /api/registrations/withdraw', key);
  });

  it('that refuse', async () => {
    const { errors } = await ask<{ errors: { field: string }[] }>(400, 'POST /api/registrations', { service: DrawWorld.service, more: 1 });
    expect(errors.map(({ field }) => field)).toEqual(expect.arrayContaining(['person', 'more']));
    await ask(404, `GET ${WINDOW.replace('w10', 'w11')}`);
    await ask(404, `GET ${WINDOW}/draws/7`);
    await ask(404, `GET /api/receipts/${'ab'.repeat(32)}/proof`);
    await ask(401, 'GET /api/staff/approvals');
    await ask(403, 'GET /api/staff/approvals', undefined, 'clerk-1');
    const service = { authority: DrawWorld.authority, slug: 'permit', title: 'Permit', confirmWithinSeconds: 60, answerWithinSeconds: 60 };
    const { field } = await ask(409, 'POST /api/staff/services', service, 'operator-1');
    expect(field).toBe('slug');
    const [{ link }] = world.people as unknown as [{ link: string }];
    for (let n = 0; n < 10; n++) await ask(404, 'POST /api/registrations/status', { link, caseNumber: `X-${n}` });
    await ask(429, 'POST /api/registrations/status', { link, caseNumber: 'X-11' });
  });

  it('to those who plan', async () => {
    const more = { authority: DrawWorld.authority, confirmWithinSeconds: 60, answerWithinSeconds: 60 };
    await staffAsk('operator-1', 'POST /api/staff/services', { ...more, slug: 'other', title: 'Other' }, 201);
    const office = { authority: DrawWorld.authority, slug: 'amt-2', name: 'Amt 2', address: 'Hauptstraße 2' };
    await staffAsk('operator-1', 'POST /api/staff/offices', office, 201);
    await staffAsk('operator-1', 'POST /api/staff/groups', { service: DrawWorld.service, office: 'amt-2', name: 'am-2', title: 'AM' }, 201);
    const plan = planLater(28);
    const { id } = await staffAsk('operator-1', 'POST /api/staff/windows', { service: DrawWorld.service, window: 'w14', plan }, 201);
    await staffAsk('operator-1', 'GET /api/staff/windows');
    const file = 'slot_id,group,counter,starts_at,ends_at,label,place\nx,am,c1,2026-05-04T08:00:00Z,2026-05-04T08:20:00Z,general,Room 3\n';
    await staffAsk('operator-1', `POST /api/staff/windows/${id}/slots`, { csv: file, dryRun: true });
    await staffAsk('operator-1', `POST /api/staff/windows/${id}/slots?dryRun=true`, {
      csv: file.replace('general', 'Général'),
      dryRun: true,
    });
    await staffAsk('operator-1', `POST /api/staff/windows/${id}/slots`, { csv: file });
    await staffAsk('operator-1', `GET /api/staff/windows/${id}/slots`);
    const capacity = `/api/staff/capacity/${DrawWorld.service}`;
    await staffAsk('operator-1', `GET ${capacity}`);
    const place = { group: 'am', label: 'general', place: 'Room 9', counters: ['c9'] };
    const shifts = [{ ...place, id: 'mornings', weekdays: [1, 2], from: '08:00', until: '10:00', slotMinutes: 20 }];
    const closures = [{ from: '2026-05-05', until: '2026-05-05', note: 'Works outing' }];
    await staffAsk('operator-1', `POST ${capacity}`, { version: 0, pattern: { land: 'BY', shifts, closures } });
    await staffAsk('operator-1', `POST /api/staff/windows/${id}/slots/from-pattern`, {
      from: '2026-05-04',
      until: '2026-05-11',
      dryRun: true,
    });
    await staffAsk('operator-1', `POST /api/staff/windows/${id}/announce`);
    const template = { service: DrawWorld.service, name: 't1', plan: planLater(56), repeatDays: 7, announceSecondsBefore: DAY };
    const { id: templateId } = await staffAsk('operator-1', 'POST /api/staff/templates', template, 201);
    const asked = await staffAsk('operator-1', `POST /api/staff/templates/${templateId}/start`);
    await staffAsk('approver-1', 'GET /api/staff/approvals');
    await staffAsk('approver-1', `POST /api/staff/approvals/${asked.id}/decision`, { decision: 'approved' });
    await staffAsk('operator-1', `POST /api/staff/templates/${templateId}/pause`, undefined, 204);
    const cases = 'case_number,surname,given_names,birth_date,critical_date,critical_date_source,application_on_record\n';
    const imports = `POST /api/staff/case-register/imports?authority=${DrawWorld.authority}`;
    await staffAsk('operator-1', imports, { csv: `${cases}M-1,Test,Person,1990-05-17,,,no\n`, dryRun: true });
    await staffAsk('operator-1', imports, { csv: `${cases}M-1,Test,Person,1990-55-17,,,no\n`, dryRun: true });
  });

  it('to those who help and review', async () => {
    const { caseNumber, ...person } = identityOf(1001);
    const body = { service: DrawWorld.service, person, caseNumber, contact: { kind: 'none' }, locale: 'de', channel: 'phone' };
    const { registration } = await staffAsk('hotline-1', 'POST /api/staff/registrations', body, 201);
    await staffAsk('hotline-1', 'GET /api/staff/registrations/near-critical');
    const [first, , third, fourth, fifth] = world.people.map(({ registrationId }) => registrationId);
    await world.get(RegistrationComparison).compareNew();
    const question = await askAbout(world, fourth!, 'person-registered-already', third);
    const { clusters } = await staffAsk<{ clusters: { id: string }[] }>('operator-1', 'GET /api/staff/reviews');
    for (const { id } of clusters) await staffAsk('operator-1', `GET /api/staff/reviews/${id}`);
    await staffAsk('operator-1', `POST /api/staff/registrations/${fourth}/notice`, { suspicion: 'details' });
    await ask(200, 'POST /api/registrations/objection', {
      link: world.people[3]!.link,
      caseNumber: world.people[3]!.caseNumber,
      text: 'No.',
    });
    await staffAsk('hotline-1', `POST /api/staff/registrations/${fourth}/objection`, { via: 'phone', text: 'That is me.' });
    for (const { id } of clusters) await staffAsk('operator-1', `GET /api/staff/reviews/${id}`);
    await staffAsk('operator-1', `POST /api/staff/registrations/${fourth}/merger`, { into: third, reason: 'same-person' }, 201);
    await staffAsk('operator-1', `POST /api/staff/reviews/questions/${question}/keep`, { reason: 'different-people' });
    const name = { surname: person.surname.replace('ı', 'i'), givenNames: person.givenNames, reason: 'typing-error' };
    await staffAsk('hotline-1', 'POST /api/staff/name-corrections', { registration, ...name }, 201);
    const hardship = { registration: first, reason: 'medical', proof: 'medical-certificate' };
    await staffAsk('hardship-officer-1', 'POST /api/staff/hardship-grants', hardship, 201);
    await staffAsk('hardship-officer-1', 'GET /api/staff/hardship-grants');
    await staffAsk('operator-1', 'GET /api/staff/offer-reports');
    await world.get(LettersService).sendDue();
    const [{ letter }] = await staffAsk<[{ letter: string }]>('clerk-1', 'GET /api/staff/letters-to-print');
    await staffAsk('clerk-1', `GET /api/staff/letters-to-print/${letter}/letter.pdf`);
    await staffAsk('clerk-1', `POST /api/staff/letters-to-print/${letter}/printed`);
    await staffAsk('administrator-1', 'GET /api/staff/members');
    await staffAsk('administrator-1', 'POST /api/staff/members/staff-1/end-sessions');
    await staffAsk('operator-1', `POST /api/staff/registrations/${fifth}/notice`, { suspicion: 'pattern' });
    await staffAsk('hotline-1', `POST /api/staff/registrations/${fifth}/objection`, { via: 'letter', text: 'That is me, too.' });
    await staffAsk('operator-1', `POST /api/staff/registrations/${fifth}/exclusion`, { reason: 'mass-pattern' }, 201);
    const hint = await askAbout(world, fifth!, 'person-registered-already', first);
    const [cluster] = await world.query<{ id: string }>('SELECT cluster_id AS id FROM review_items WHERE id = $1', [hint]);
    await staffAsk('operator-1', `POST /api/staff/reviews/${cluster!.id}/keep`, { reason: 'different-people' });
  });

  it('of a draw, and of what follows', async () => {
    await world.liveUntil(TIMES.closes);
    await ask(200, `GET ${WINDOW}/draws`);
    await staffAsk('operator-1', `GET /api/staff/windows/${DrawWorld.path}/small-classes`);
    const commitment = deriveContributionCommitment(DRAW, 'ombudsperson', SECRET);
    await ask(204, 'POST /api/contributions/commitments', { drawId: DRAW, commitment }, 'ombudsperson');
    for (const moment of [TIMES.freeze, TIMES.reveal, TIMES.draw]) {
      await world.liveUntil(moment);
      if (moment === TIMES.freeze) {
        await ask(204, 'POST /api/contributions/secrets', { drawId: DRAW, secret: SECRET }, 'ombudsperson');
        await staffAsk('operator-1', 'POST /api/staff/draws/void', { drawId: DRAW, reason: 'wrong-slots' });
      }
      await ask(200, `GET ${WINDOW}/draws`);
      await ask(200, `GET ${WINDOW}/draws/0`);
    }
    for (const file of ['record.zip', 'files/entries.txt', 'files/announcement.json']) await ask(200, `GET ${WINDOW}/draws/0/${file}`);
    await ask(404, `GET ${WINDOW}/draws/0/files/nothing.txt`);
    const [receipt] = await world.query<{ hash: string }>(`SELECT encode(hash, 'hex') AS hash FROM receipts LIMIT 1`);
    await ask(200, `GET /api/receipts/${receipt!.hash}/proof`);
    await ask(200, 'GET /api/windows');
    const winners: { link: string; caseNumber: string }[] = [];
    for (const { link, caseNumber } of world.people) {
      const key = { link, caseNumber };
      const offers = await world.request<object[]>('POST', '/api/appointments/status', key);
      if (offers.status === 200 && offers.body.length > 0) winners.push(key);
    }
    expect(winners.length).toBeGreaterThan(1);
    await ask(200, 'POST /api/registrations/draws', winners[0]);
    await ask(200, 'POST /api/appointments/status', winners[0]);
    await ask(200, 'POST /api/appointments/accept', winners[0]);
    await ask(200, 'POST /api/appointments/decline', { ...winners[1], reason: 'other' });
    await ask(409, 'POST /api/appointments/accept', winners[1]);
    const { slots } = await staffAsk<{ slots: { slotId: string; state: string }[] }>(
      'operator-1',
      `GET /api/staff/windows/${world.windowId}/slots`,
    );
    const grant = {
      registration: world.people.find(({ link }) => !winners.some((winner) => winner.link === link))!.registrationId,
      reason: 'emergency',
      window: DrawWorld.path,
      slot: slots.find(({ state }) => state === 'free')!.slotId,
    };
    await staffAsk('operator-1', 'POST /api/staff/slot-grants', grant, 201);
    await ask(200, 'POST /api/appointments/accept', winners[2]);
    await ask(200, 'POST /api/appointments/give-back', winners[2]);
  });

  it('to auditors', async () => {
    const audit = <T = Record<string, string>>(route: string, payload?: object, status = 200) =>
      staffAsk<T>('auditor-1', route, payload, status);
    for (const number of [0, 1]) await audit(`GET /api/staff/audit/verification?drawId=${DrawWorld.path}/${number}`);
    for (const list of ['log', 'log/0', 'acts']) await audit(`GET /api/staff/audit/${list}`);
    const [newest, older] = await world.get(LogBrowser).listCheckpoints(2);
    await audit(`GET /api/staff/audit/consistency?from=${older!.size}&to=${newest!.size}`);
    await audit('GET /api/staff/audit/consistency?from=1&to=99999', undefined, 404);
    await audit(`GET /api/staff/audit/ledger/${DrawWorld.path}`);
    const { id, roundAt } = await audit('POST /api/staff/audit/samples', { drawId: DRAW }, 201);
    await audit(`GET /api/staff/audit/samples?drawId=${DRAW}`);
    world.clock.set(parseTime(roundAt!));
    await world.get(SampleDrawing).draw(id!);
    const { entries } = await audit<{ entries: { ticketId: string }[] }>(`GET /api/staff/audit/samples/${id}`);
    const { ticketId } = entries[0]!;
    await world.get(AuditFindings).open({ name: 'auditor-1', person: 'auditor-1', roles: ['auditor'] }, id!, ticketId);
    await audit(`POST /api/staff/audit/samples/${id}/entries/${ticketId}/finding`, { outcome: 'confirmed' }, 204);
    await audit(`GET /api/staff/audit/samples/${id}`);
    await audit('GET /api/staff/approvals');
  });

  it('at the counter', async () => {
    world.clock.set(TIMES.appointments);
    const expected = await staffAsk<{ appointment: string }[]>('clerk-1', 'GET /api/staff/appointments?date=2026-03-23');
    expect(expected.length).toBeGreaterThan(0);
    const { caseNumber: _, ...stranger } = identityOf(77);
    await staffAsk('clerk-1', 'POST /api/staff/check-ins', { appointment: expected[0]!.appointment, ...stranger, caseNumber: 'X-1' });
  });
});

it('every operation but one has answered as described, with every status', () => {
  const done = new Set([...described.held].filter((each) => / 2\d\d$/.test(each)).map((each) => each.slice(0, -4)));
  const all = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  // A stream, which does not end by itself.
  expect(all.filter((each) => !done.has(each)).sort()).toEqual(['GET /api/windows/{authority}/{service}/{window}/draws/{number}/events']);
  const statuses = new Set([...described.held].map((each) => each.slice(-3)));
  expect([...statuses].sort()).toEqual(['200', '201', '204', '400', '401', '403', '404', '409', '413', '415', '429']);
});
