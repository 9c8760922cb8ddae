import { formatTime, parseAnnouncement, sha256Hex } from '../../../src/core';
import { FreshTokens } from '../../../src/modules/staff';
import { createTestClock, startTestApp, type TestApp } from '../../support';
import { DAY, planAt, SERVICE } from './window-fixtures';

describe('windows over HTTP', () => {
  let test: TestApp;
  const clock = createTestClock('2026-03-01T08:00:00Z');
  const opensAt = clock.seconds() + DAY;

  beforeAll(async () => {
    test = await startTestApp({ clock });
  });
  afterAll(() => test.stop());

  const post = async (url: string, payload: object, name = 'operator-1') => {
    const authorization = `Bearer ${test.app.get(FreshTokens).tokens()!.get(name)}`;
    const answer = await test.app.inject({ method: 'POST', url: `/api/staff${url}`, payload, headers: { authorization } });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
  const get = (url: string) => test.app.inject({ url: `/api${url}` });

  const service = {
    authority: 'muenchen.example',
    slug: 'permit',
    title: 'Residence permit',
    confirmWithinSeconds: 3600,
    answerWithinSeconds: DAY,
  };

  it('goes from a service to an announced window that everybody can read', async () => {
    expect(await post('/services', service)).toMatchObject({ status: 201, body: { service: SERVICE } });
    expect(await post('/services', service)).toMatchObject({ status: 409, body: { code: 'service.exists', field: 'slug' } });
    const office = { authority: 'muenchen.example', slug: 'kvr', name: 'KVR', address: 'Ruppertstraße 19' };
    expect((await post('/offices', office)).status).toBe(201);
    for (const name of ['mornings', 'afternoons']) {
      expect((await post('/groups', { service: SERVICE, office: 'kvr', name, title: `KVR, ${name}` })).status).toBe(201);
    }
    expect(await post('/groups', { service: SERVICE, office: 'nowhere', name: 'x', title: 'x' })).toMatchObject({
      status: 404,
      body: { code: 'office.unknown' },
    });

    const planned = await post('/windows', { service: SERVICE, window: '2026-w10', plan: planAt(opensAt) });
    expect(planned).toMatchObject({ status: 201, body: { state: 'planned', window: `${SERVICE}/2026-w10`, announcementSha256: null } });
    expect((await get('/windows')).json()).toEqual([]);
    expect((await get(`/windows/${SERVICE}/2026-w10`)).json()).toMatchObject({ code: 'window.unknown', status: 404 });
    const { id } = planned.body as { id: string };
    const asked = await post(`/windows/${id}/announce`, {});
    expect(asked).toMatchObject({
      status: 200,
      body: { kind: 'window.announce', details: { path: `${SERVICE}/2026-w10` }, decision: null },
    });
    expect(await post(`/windows/${id}/announce`, {})).toEqual(asked);
    expect((await get('/windows')).json()).toEqual([]);
    const decision = `/approvals/${(asked.body as { id: string }).id}/decision`;
    expect(await post(decision, { decision: 'approved' })).toMatchObject({ status: 403 });
    const approved = await post(decision, { decision: 'approved' }, 'approver-1');
    expect(approved).toMatchObject({ status: 200, body: { decision: 'approved' } });
    expect(await post(decision, { decision: 'approved' }, 'approver-1')).toEqual(approved);
    expect(await post(`/windows/${id}/announce`, {})).toMatchObject({ status: 409, body: { code: 'window.announced-already' } });

    const file = await get(`/windows/${SERVICE}/2026-w10/announcement.json`);
    expect(file.headers['content-type']).toBe('application/json');
    expect(sha256Hex(file.rawPayload)).toBe(
      (await get(`/windows/${SERVICE}/2026-w10`)).json<{ announcementSha256: string }>().announcementSha256,
    );
    expect(parseAnnouncement(file.rawPayload).beacon.kind).toBe('practice');
    const view = (await get(`/windows/${SERVICE}/2026-w10`)).json();
    expect(view).toMatchObject({
      window: `${SERVICE}/2026-w10`,
      state: 'announced',
      groups: ['mornings', 'afternoons'],
      timetable: { opensAt: formatTime(opensAt) },
      closedOutAt: null,
    });
    expect((await get('/windows')).json()).toEqual([view]);
    clock.set(opensAt);
    expect((await get(`/windows/${SERVICE}/2026-w10`)).json()).toMatchObject({ state: 'open' });
    clock.set(opensAt + 5 * DAY);
    expect((await get(`/windows/${SERVICE}/2026-w10`)).json()).toMatchObject({ state: 'closed' });
    clock.set(opensAt - DAY);
  });

  it('lists services with their groups and offices', async () => {
    expect((await get('/services')).json()).toEqual([
      {
        service: SERVICE,
        title: 'Residence permit',
        confirmWithinSeconds: 3600,
        answerWithinSeconds: DAY,
        legalEffect: 'none',
        groups: ['afternoons', 'mornings'].map((name) => ({
          name,
          title: `KVR, ${name}`,
          office: { name: 'KVR', address: 'Ruppertstraße 19' },
        })),
      },
    ]);
  });

  const plan = planAt(opensAt);
  it.each([
    ['an unknown field', { ...plan, colour: 'red' }, 'plan.colour', 'unknown-field'],
    [
      'a field misspelled deep inside',
      { ...plan, timetable: { ...plan.timetable, refill: { ...plan.timetable.refill, every: 1 } } },
      'plan.timetable.refill.every',
      'unknown-field',
    ],
    [
      'a number as text',
      { ...plan, tickets: { ...plan.tickets, parameters: { ...plan.tickets.parameters, cap: '16' } } },
      'plan.tickets.parameters.cap',
      'is-int',
    ],
    [
      'a time with a zone',
      { ...plan, timetable: { ...plan.timetable, opensAt: '2026-03-02T09:00:00+01:00' } },
      'plan.timetable.opensAt',
      'matches',
    ],
    ['no timetable', { ...plan, timetable: undefined }, 'plan.timetable', 'is-defined'],
    ['a pass without a source', { ...plan, passes: [{ pot: 'general', from: [] }] }, 'plan.passes[0].from', 'array-min-size'],
    ['a group twice', { ...plan, groups: ['mornings', 'mornings'] }, 'plan.groups', 'array-unique'],
    ['null', null, 'plan', 'is-defined'],
  ])('refuses a plan with %s, naming the field', async (_, wrong, field, code) => {
    const { status, body } = await post('/windows', { service: SERVICE, window: 'wrong', plan: wrong });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
    expect(body.errors).toContainEqual(expect.objectContaining({ field, code }));
  });

  it('tells the reason of the core for a plan that makes no announcement', async () => {
    const wrong = { ...plan, timetable: { ...plan.timetable, closesAt: plan.timetable.opensAt } };
    expect(await post('/windows', { service: SERVICE, window: 'wrong', plan: wrong })).toMatchObject({
      status: 400,
      body: { code: 'window.plan-refused', field: 'plan', details: { reason: 'announcement.timetable', expected: 'opensAt < closesAt' } },
    });
  });

  it('takes a template, which two people start and one can pause', async () => {
    const paused = () => test.database.query(`SELECT paused FROM window_templates`);
    const template = { service: SERVICE, name: 'weekly', plan, repeatDays: 7, announceSecondsBefore: DAY };
    const { status, body } = await post('/templates', template);
    expect(status).toBe(201);
    expect(await paused()).toEqual([{ paused: true }]);
    const asked = await post(`/templates/${body.id}/start`, {});
    expect(asked).toMatchObject({ status: 200, body: { kind: 'template.start', details: { path: `${SERVICE}/weekly` } } });
    expect(await paused()).toEqual([{ paused: true }]);
    expect(await post(`/approvals/${asked.body.id}/decision`, { decision: 'approved' }, 'approver-1')).toMatchObject({ status: 200 });
    expect(await paused()).toEqual([{ paused: false }]);
    expect(await post(`/templates/${body.id}/pause`, {})).toEqual({ status: 204, body: null });
    expect(await paused()).toEqual([{ paused: true }]);
    expect((await post('/templates', { ...template, name: 'x'.repeat(28) })).status).toBe(400);
  });

  it.each([
    ['/services', service],
    ['/offices', {}],
    ['/groups', {}],
    ['/windows', {}],
    ['/windows/00000000-0000-4000-8000-000000000000/announce', {}],
    ['/templates', {}],
  ])('lets only operators POST %s', async (url, payload) => {
    for (const name of ['approver-1', 'clerk-1', 'hotline-1', 'auditor-1', 'administrator-1', 'hardship-officer-1', 'ombudsperson']) {
      expect(await post(url, payload, name)).toMatchObject({ status: 403, body: { code: 'staff.not-allowed' } });
    }
    expect((await test.app.inject({ method: 'POST', url: `/api/staff${url}`, payload })).statusCode).toBe(401);
  });
});
