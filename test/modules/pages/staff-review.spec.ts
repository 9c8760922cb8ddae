import { Approvals } from '../../../src/modules/approvals';
import { OwnObjections } from '../../../src/modules/registrations';
import { RegistrationComparison } from '../../../src/modules/registrations/reviews';
import type { Person } from '../../support/draw-world';
import { askAbout, hear } from '../../support/review-acts';
import { openStaffOffice, type StaffOffice } from './staff-office';

let office: StaffOffice;
let people: Person[];
let waiting: Person;
let person: string;
let aCase: string;

const clusterOf = async ({ registrationId }: Person) =>
  (
    await office.world.query<{ id: string }>(
      'SELECT cluster_id AS id FROM review_items WHERE registration_id = $1 ORDER BY opened_at DESC',
      [registrationId],
    )
  )[0]!.id;
const requestAbout = async ({ registrationId }: Person) =>
  (await office.world.get(Approvals).list()).find(({ subject }) => subject === registrationId)!.id;
const stateOf = async ({ registrationId }: Person) =>
  (await office.world.query<{ state: string }>('SELECT state FROM registrations WHERE id = $1', [registrationId]))[0]!.state;

beforeAll(async () => {
  office = await openStaffOffice(['olga', 'paul', 'petra', 'clara', 'anna', 'hugo', 'adam']);
  people = await office.world.enrol({}, {}, {}, {});
  await office.world.get(RegistrationComparison).compareNew();
  person = await clusterOf(people[1]!);
  [waiting] = (await office.world.enrol({ state: 'in_review' })) as [Person];
  await askAbout(office.world, waiting.registrationId, 'unknown-case');
  aCase = await clusterOf(waiting);
});
afterAll(() => office.stop());

const path = (who: Person, cluster = person) => `/en/staff/review/${cluster}/${who.registrationId}`;

it('lists what waits, the clearest first, in words', async () => {
  const { status, body } = await office.get('olga', '/en/staff/review');
  expect(status).toBe(200);
  for (const cluster of [aCase, person]) expect(body).toContain(`/en/staff/review/${cluster}`);
  expect(body).toContain('The register does not know the case');
  expect(body).toContain('Name differs in one or two letters; Same birth date');
  // The list names nobody.
  for (const word of ['Ayşe', 'Yıldız']) expect(body).not.toContain(word);
  expect((await office.get('olga', '/en/staff/review?after=nonsense')).status).toBe(400);
});

it('writes birth dates as papers do', async () => {
  for (const where of [`/en/staff/review/${person}`, path(people[1]!)]) {
    const { body } = await office.get('olga', where);
    expect(body).toContain('17.05.1990');
    expect(body).not.toContain('1990-05-17');
  }
});

it('is for operators, and for approvers to look at', async () => {
  for (const where of [
    '/en/staff/review',
    `/en/staff/review/${person}`,
    path(people[1]!),
    `/en/staff/review/of/${people[1]!.registrationId}`,
  ]) {
    for (const login of ['clara', 'anna', 'hugo', 'adam'] as const) expect((await office.get(login, where)).status).toBe(403);
    expect((await office.get(null, where)).status).toBe(401);
    expect([200, 303]).toContain((await office.get('paul', where)).status);
  }
  const seen = await office.get('paul', path(people[1]!));
  expect(seen.body).not.toContain('<textarea');
  expect(seen.body).not.toContain('keepReason');
  for (const act of ['keep', 'notice', 'objection', 'merge', 'exclude'])
    expect((await office.post('paul', `${path(people[1]!)}/${act}`)).status).toBe(403);
  expect((await office.post('paul', `/en/staff/review/${person}`, { reason: 'nothing-found' })).status).toBe(403);
  for (const nobody of ['5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001', people[0]!.registrationId])
    expect((await office.get('olga', `/en/staff/review/${nobody}`)).status).toBe(404);
});

it('shows a cluster side by side, marks what differs, and says it in words', async () => {
  const { body } = await office.get('olga', `/en/staff/review/${person}`);
  expect(body).toMatch(/<mark><bdi dir=\"auto\">Yıldız c<\/bdi><\/mark>/);
  expect(body).not.toMatch(/<mark><bdi dir=\"auto\">Ayşe/);
  expect(body).toContain('Name differs in one or two letters (');
  expect(body).not.toMatch(/ticket id|[0-9a-f]{64}/i);
});

it('says what is missing, and keeps what was chosen', async () => {
  const nothing = await office.post('olga', `${path(people[1]!)}/keep`, { criticalDate: '31.3.2026' });
  expect(nothing.status).toBe(400);
  for (const text of ['Choose why you keep it.', 'Write the date like this: 2026-03-31.', 'value="31.3.2026"'])
    expect(nothing.body).toContain(text);
  const date = await office.post('olga', `${path(waiting, aCase)}/keep`, {
    ...{ keepReason: 'document-seen', criticalDate: '2026-02-30', criticalDateSource: 'card', applicationRecorded: 'no' },
  });
  expect([date.status, date.body.includes('This date does not exist.')]).toEqual([400, true]);
  for (const [act, text] of [
    ['notice', 'Choose what the person shall be told.'],
    ['merge', 'Choose which one stays.'],
    ['exclude', 'Choose a reason for excluding.'],
    ['objection', 'Write what the person says'],
  ] as const) {
    const empty = await office.post('olga', `${path(people[1]!)}/${act}`);
    expect(empty.status).toBe(400);
    if (act !== 'objection' && act !== 'exclude') expect(empty.body).toContain(text);
  }
  expect((await office.post('olga', `/en/staff/review/${person}`)).body).toContain('Choose a reason.');
  expect((await office.post('olga', `/en/staff/review/${aCase}`, { reason: 'nothing-found' })).body).toContain('one by one');
});

it('keeps, with a reason and a date from a document; the same click again says that it is decided', async () => {
  const fields = { keepReason: 'document-seen', criticalDate: '2026-03-31', criticalDateSource: 'card', applicationRecorded: 'yes' };
  // Nothing is taken for said: not where the date stands, and not that there is no application.
  for (const [left, text] of [
    ['criticalDateSource', 'Say where the date stands.'],
    ['applicationRecorded', 'Say whether an application is on file.'],
    ['criticalDate', 'Write the date like this'],
  ] as const) {
    const { [left]: _, ...said } = fields;
    const { status, body } = await office.post('olga', `${path(waiting, aCase)}/keep`, said);
    expect([status, body.includes(text)]).toEqual([400, true]);
  }
  const kept = await office.post('olga', `${path(waiting, aCase)}/keep`, fields);
  expect([kept.status, kept.location]).toEqual([303, `${path(waiting, aCase)}?done=keep`]);
  expect(
    await office.world.query('SELECT state, critical_date::text AS date, application_recorded AS app FROM registrations WHERE id = $1', [
      waiting.registrationId,
    ]),
  ).toEqual([{ state: 'standing', date: '2026-03-31', app: true }]);
  const page = await office.get('olga', kept.location!);
  expect(page.body).toContain('The register does not know the case: kept (I have seen a document)');
  const again = await office.post('olga', `${path(waiting, aCase)}/keep`, fields);
  expect([again.status, again.body.includes('Somebody else has just decided this.')]).toEqual([400, true]);
});

it('excludes in steps: a notice, an answer, a request; the second person finds the way to the comparison', async () => {
  const who = people[2]!;
  expect((await office.get('olga', path(who))).body).not.toContain('excludeReason');
  expect((await office.post('olga', `${path(who)}/exclude`, { excludeReason: 'mass-pattern' })).body).toContain(
    'Send the person a notice first.',
  );
  expect((await office.post('olga', `${path(who)}/notice`, { suspicion: 'pattern' })).status).toBe(303);
  const told = await office.get('olga', path(who));
  expect(told.body).toContain('nobody can ask for the exclusion');
  expect((await office.post('olga', `${path(who)}/exclude`, { excludeReason: 'mass-pattern' })).body).toContain(
    'The person can still answer.',
  );
  for (const via of [{}, { via: '' }] as Record<string, string>[]) {
    const unsaid = await office.post('olga', `${path(who)}/objection`, { text: 'Wir wohnen zusammen.', ...via });
    expect([unsaid.status, unsaid.body.includes('Say how the answer came.')]).toEqual([400, true]);
  }
  expect((await office.post('olga', `${path(who)}/objection`, { text: '<b>Wir wohnen</b> zusammen.', via: 'letter' })).status).toBe(303);
  // Whoever sent the notice and writes the answer down does not take the rest of the person's time.
  const taken = await office.get('olga', path(who));
  for (const text of ['By letter', 'written down by staff-1', 'does not end the waiting']) expect(taken.body).toContain(text);
  expect((await office.post('olga', `${path(who)}/exclude`, { excludeReason: 'mass-pattern' })).body).toContain(
    'The person can still answer.',
  );
  await office.world.get(OwnObjections).object(who, 'Das stimmt.');
  const heard = await office.get('paul', path(who));
  for (const text of ['&lt;b>Wir wohnen&lt;/b>', 'Das stimmt.']) expect(heard.body).toContain(text);
  expect((await office.post('olga', `${path(who)}/exclude`, { excludeReason: 'mass-pattern' })).location).toBe(`${path(who)}?done=asked`);
  const id = await requestAbout(who);
  const request = await office.get('paul', `/en/staff/approvals/${id}`);
  expect(request.body).toContain(`/en/staff/review/of/${who.registrationId}`);
  expect((await office.get('paul', `/en/staff/review/of/${who.registrationId}`)).location).toBe(path(who));
  // Whoever asked is offered no second request.
  expect((await office.get('olga', path(who))).body).not.toContain('excludeReason');
  expect((await office.post('paul', `/en/staff/approvals/${id}`, { decision: 'approved' })).status).toBe(303);
  expect(await stateOf(who)).toBe('excluded');
});

it('merges into one that takes part', async () => {
  const [into, who] = [people[0]!, people[1]!];
  const asked = await office.post('olga', `${path(who)}/merge`, { into: into.registrationId, mergeReason: 'same-person' });
  expect(asked.location).toBe(`${path(who)}?done=asked`);
  const id = await requestAbout(who);
  expect((await office.get('petra', `/en/staff/approvals/${id}`)).body).toMatch(
    new RegExp(`Takes part instead[^]*${into.caseNumber.replace('-', '')}`),
  );
  expect((await office.post('petra', `/en/staff/approvals/${id}`, { decision: 'approved' })).status).toBe(303);
  expect(await office.world.query('SELECT state, merged_into FROM registrations WHERE id = $1', [who.registrationId])).toEqual([
    { state: 'excluded', merged_into: into.registrationId },
  ]);
});

it('keeps the rest of a cluster at once, and then it is gone from the list', async () => {
  expect((await office.post('olga', `/en/staff/review/${person}`, { reason: 'different-people' })).location).toBe(
    '/en/staff/review?done=yes',
  );
  const { body } = await office.get('olga', '/en/staff/review?done=yes');
  expect(body).toContain('Nothing waits for a review.');
  expect((await office.get('olga', `/en/staff/review/${person}`)).body).toContain('Settled on');
});

describe("the person's own page", () => {
  let who: Person;
  let cookie: string;
  const own = (rest = '') => `/en/registration/${who.link}${rest}`;
  const send = async (payload: Record<string, string>, signed = true) =>
    office.app.app.inject({
      method: 'POST',
      url: own('/objection'),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', ...(signed ? { cookie } : {}) },
      payload: new URLSearchParams(payload).toString(),
    });
  const show = async (rest = '') => (await office.app.app.inject({ url: own(rest), headers: { accept: 'text/html', cookie } })).body;

  beforeAll(async () => {
    [who] = (await office.world.enrol({})) as [Person];
    const opened = await office.app.app.inject({
      method: 'POST',
      url: own(),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: `caseNumber=${who.caseNumber}`,
    });
    cookie = String(opened.headers['set-cookie']).split(';')[0]!;
  });

  it('says nothing of a review before there is a notice', async () => {
    await askAbout(office.world, who.registrationId, 'case-registered-already', people[0]!.registrationId);
    expect(await show()).not.toContain('We have a question');
    expect(await show('/objection')).toContain('This question is settled');
    expect((await send({ text: 'x' })).body).toContain('This question is settled');
  });

  it('says what is in doubt, and takes the answer, also when the hour is over', async () => {
    await office.post('olga', `/en/staff/review/${await clusterOf(who)}/${who.registrationId}/notice`, { suspicion: 'details' });
    const page = await show();
    for (const text of ['We have a question about your registration', 'do not fit what we have', 'Two people decide', 'Please answer by'])
      expect(page).toContain(text);
    expect(page).not.toMatch(/registered already|operator|Olga/);
    expect((await send({ text: ' ' })).statusCode).toBe(400);
    const long = await send({ text: 'x'.repeat(4001) });
    expect([long.statusCode, long.body.includes('Shorten your answer')]).toEqual([400, true]);
    const gate = await send({ text: 'Ich bin es selbst.' }, false);
    expect(gate.body).toContain('value="Ich bin es selbst."');
    expect((await send({ text: 'Ich bin es selbst.', caseNumber: who.caseNumber }, false)).statusCode).toBe(303);
    expect(await show()).toContain('Your answer has arrived');
  });

  it('forgets the question once it is decided', async () => {
    await hear(office.world, who.registrationId);
    const cluster = await clusterOf(who);
    await office.post('olga', `/en/staff/review/${cluster}/${who.registrationId}/keep`, { keepReason: 'nothing-found' });
    expect(await show()).not.toContain('We have a question');
  });
});
