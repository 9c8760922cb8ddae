import { parseTime } from '../../../src/core';
import { CatalogueService, PlanningService } from '../../../src/modules/windows';
import { FreshTokens } from '../../../src/modules/staff';
import { createTestClock, startTestApp, type TestApp } from '../../support';
import { createCatalogue, DAY, planAt, SERVICE } from '../windows/window-fixtures';
import { csvOf, MINUTE } from './slot-fixtures';

const OPENS = parseTime('2026-03-02T08:00:00Z');
const NINE = parseTime('2026-03-10T08:00:00Z');

describe('slots over HTTP', () => {
  let test: TestApp;
  let url: string;

  beforeAll(async () => {
    test = await startTestApp({ clock: createTestClock('2026-03-01T08:00:00Z') });
    await createCatalogue({ catalogue: test.app.get(CatalogueService, { strict: false }) });
    const planning = test.app.get(PlanningService, { strict: false });
    const { id } = await planning.plan({ service: SERVICE, name: 'w', plan: planAt(OPENS) });
    url = `/api/staff/windows/${id}/slots`;
  });
  afterAll(() => test.stop());

  const authorizationOf = (name: string) => ({ authorization: `Bearer ${test.app.get(FreshTokens).tokens()!.get(name)}` });
  const post = async (payload: string | object, { query = '', type = 'text/csv', name = 'operator-1', to = url } = {}) => {
    const headers = { ...authorizationOf(name), 'content-type': type };
    const answer = await test.app.inject({ method: 'POST', url: `${to}${query}`, payload, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
  const list = async (name = 'operator-1') => {
    const answer = await test.app.inject({ url, headers: authorizationOf(name) });
    return { status: answer.statusCode, body: answer.json() };
  };
  const file = csvOf([
    { startsAt: NINE, slot_id: 'a' },
    { startsAt: NINE + 20 * MINUTE, slot_id: 'b', label: 'hardship' },
  ]);

  it('takes text/csv, first as a dry run, then for good, then changes nothing', async () => {
    expect(await post(file, { query: '?dryRun=true' })).toMatchObject({ status: 200, body: { dryRun: true, created: 2, errors: [] } });
    expect((await list()).body.slots).toEqual([]);
    expect(await post(file)).toMatchObject({ status: 200, body: { dryRun: false, created: 2 } });
    expect(await post(file, { type: 'text/csv; charset=utf-8' })).toMatchObject({ status: 200, body: { created: 0, unchanged: 2 } });
  });

  it('takes the same in JSON', async () => {
    const csv = csvOf([{ startsAt: NINE + DAY, slot_id: 'c' }]);
    expect(await post({ csv, dryRun: true }, { type: 'application/json' })).toMatchObject({
      status: 200,
      body: { dryRun: true, created: 1 },
    });
    expect(await post({ csv: file }, { type: 'application/json' })).toMatchObject({ status: 200, body: { dryRun: false, unchanged: 2 } });
  });

  it('lists slots with their states and counts', async () => {
    const { status, body } = await list('auditor-1');
    expect(status).toBe(200);
    expect(body.counts).toMatchObject({ free: 2, total: 2 });
    expect(body.byGroupAndLabel).toEqual([
      { group: 'mornings', label: 'general', count: 1 },
      { group: 'mornings', label: 'hardship', count: 1 },
    ]);
    expect(body.slots[0]).toEqual({
      slotId: 'a',
      group: 'mornings',
      lane: expect.stringMatching(/^l[0-9a-f]{16}$/) as string,
      index: 0,
      label: 'general',
      startsAt: '2026-03-10T08:00:00Z',
      endsAt: '2026-03-10T08:20:00Z',
      place: 'Room 3.12',
      state: 'free',
    });
  });

  it('answers a wrong row with line, field and code', async () => {
    const wrong = csvOf([{ startsAt: NINE + DAY }, { startsAt: NINE + 2 * DAY, group: 'nights' }]);
    expect(await post(wrong)).toMatchObject({
      status: 400,
      body: { code: 'slots.unknown-group', line: 3, field: 'group', details: { errors: 1 } },
    });
    const { body } = await post(wrong, { query: '?dryRun=true' });
    expect(body).toMatchObject({ created: 1, errorCount: 1, errors: [{ line: 3, field: 'group', code: 'slots.unknown-group' }] });
  });

  it.each([
    ['no body field', { type: 'application/json' }, {}, 'request.invalid'],
    ['an unknown body field', { type: 'application/json' }, { csv: file, dry: true }, 'request.invalid'],
    ['a dry run that is no word of ours', { query: '?dryRun=yes' }, file, 'request.invalid'],
    ['a window id that is none', { to: '/api/staff/windows/w/slots' }, file, 'request.invalid'],
    ['an empty file', {}, ' ', 'slots.wrong-columns'],
  ])('refuses %s', async (_, options, payload, code) => {
    expect(await post(payload, options)).toMatchObject({ status: 400, body: { code } });
  });

  it('takes no other type of body', async () => {
    expect((await post(file, { type: 'application/pdf' })).status).toBe(415);
  });

  it('lets only operators import, and only operators and auditors look', async () => {
    for (const name of ['approver-1', 'clerk-1', 'hotline-1', 'auditor-1', 'administrator-1', 'ombudsperson']) {
      expect((await post(file, { name })).status).toBe(403);
    }
    for (const name of ['approver-1', 'clerk-1', 'hotline-1', 'administrator-1', 'ombudsperson']) {
      expect((await list(name)).status).toBe(403);
    }
  });
});
