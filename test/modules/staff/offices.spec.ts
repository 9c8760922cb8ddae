import type { StaffRole } from '../../../src/modules/staff';
import { OFFICE_RULES, officeRuleOf } from '../../../src/modules/staff/offices/office-rules';
import { OFFICE_THINGS } from '../../../src/modules/staff/offices/office-things';
import { CatalogueService } from '../../../src/modules/windows';
import { DAY, DrawWorld, HOUR, type Person, TIMES } from '../../support/draw-world';
import { OTHER, WorldOfOffices } from './world-of-offices';

let offices: WorldOfOffices;
beforeAll(async () => {
  offices = await WorldOfOffices.open();
});
afterAll(() => offices.close());

/** The request that names one of {@link things}, by the rule of its route. */
function requestNaming(route: string): { method: string; url: string; payload: object } | null {
  const [method, path] = route.split(' ') as [string, string];
  const rule = officeRuleOf(method, path);
  if (rule === null || typeof rule === 'string') return null;
  const id = offices.things[rule.thing];
  const parts = id.split('/');
  const asked: string[] = [];
  // A rule is asked which names it looks at.
  const spy = new Proxy({}, { get: (_, name) => (asked.push(String(name)), 'x') });
  rule.find({ params: spy, body: spy, query: spy });
  const inBody = !path.includes(`:${asked[0]}`);
  const values = Object.fromEntries(asked.map((name, i) => [name, asked.length === 1 ? id : parts[i]!]));
  const url = path.replace(':language', 'de').replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(values[name] ?? 'x'));
  const query = inBody && method === 'GET' ? `?${asked[0]}=${encodeURIComponent(id)}` : '';
  return { method, url: url + query, payload: inBody ? { [asked[0]!]: id } : {} };
}

test('every staff route has a line in src/modules/staff/offices/office-rules.ts, and every line a route', () => {
  const missing = offices.routes
    .filter(({ route }) => officeRuleOf(...(route.split(' ') as [string, string])) === null)
    .map(({ route }) => route);
  expect({ 'add a line to OFFICE_RULES for': missing }).toEqual({ 'add a line to OFFICE_RULES for': [] });
  const paths = offices.routes.map(({ route }) => route);
  const idle = Object.keys(OFFICE_RULES).filter(
    (line) => !paths.some((path) => (line.includes(' ') ? path : path.split(' ')[1]!).startsWith(line)),
  );
  expect(idle).toEqual([]);
});

test('a route whose address names something says what, or stands here with the reason', () => {
  const silent = offices.routes
    .filter(({ route }) => /:(?!language\b)/.test(route) && typeof officeRuleOf(...(route.split(' ') as [string, string])) === 'string')
    .map(({ route }) => route);
  expect(silent.sort()).toEqual([
    // The log is one for all.
    'GET /:language/staff/audit/log/:index',
    'GET /api/staff/audit/log/:index',
    // Administrators administer people, wherever they work.
    'POST /api/staff/members/:name/end-sessions',
  ]);
});

test('every kind of thing is named by some route', () => {
  const named = new Set(
    offices.routes
      .map(({ route }) => officeRuleOf(...(route.split(' ') as [string, string])))
      .flatMap((rule) => (rule && typeof rule !== 'string' ? [rule.thing] : [])),
  );
  // Slots are named beside the registration that they are for: the service that takes both asks (SlotGrants).
  expect([...named, 'slot'].sort()).toEqual(Object.keys(OFFICE_THINGS).sort());
});

test('ids that are none, or somebody’s tricks with them, are refused like those of others', async () => {
  for (const id of [
    'x',
    '{5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001}',
    `${offices.things.window}'--`,
    offices.things.window.replaceAll('-', ''),
    '%00',
  ]) {
    expect(await offices.ask('GET', `/api/staff/windows/${encodeURIComponent(id)}/slots`, 'operator', 'here')).toMatchObject({
      status: 404,
      code: 'staff.other-office',
    });
  }
  const list = await offices.ask('POST', '/api/staff/draws/void', 'operator', 'there', {
    drawId: [offices.things.draw],
    reason: 'wrong-slots',
  });
  expect(list).toMatchObject({ status: 404, code: 'staff.other-office' });
});

test('what belongs to another office is as if it were not there, on every route that names it; in the own office it is', async () => {
  const refused: object[] = [];
  const turnedAway: object[] = [];
  for (const { route, access } of offices.routes) {
    const request = requestNaming(route);
    if (request === null) continue;
    const role = (access as StaffRole[])[0]!;
    const there = await offices.ask(request.method, request.url, role, 'there', request.payload);
    refused.push({ route, status: there.status, code: there.code || 'page' });
    const here = await offices.ask(request.method, request.url, role, 'here', request.payload);
    if (here.code === 'staff.other-office' || here.status === 401 || here.status === 403 || here.status >= 500)
      turnedAway.push({ route, ...here });
  }
  expect(refused.length).toBeGreaterThan(40);
  expect(refused).toEqual(
    refused.map((each) => ({
      ...each,
      status: 404,
      code: (each as { route: string }).route.includes('/api/') ? 'staff.other-office' : 'page',
    })),
  );
  expect(turnedAway).toEqual([]);
});

test('two offices of one service share it; an appointment is of the office it is at', async () => {
  const catalogue = offices.world.get(CatalogueService);
  await catalogue.createGroup({ service: OTHER, office: 'amt', name: 'am-amt', title: 'am' });
  expect((await offices.ask('GET', `/api/staff/windows/${offices.otherWindow}/slots`, 'operator', 'here')).status).toBe(200);
  expect((await offices.ask('GET', `/api/staff/windows/${offices.otherWindow}/slots`, 'operator', 'there')).status).toBe(200);
  await catalogue.createGroup({ service: DrawWorld.service, office: 'anderswo', name: 'there', title: 'there' });
  expect((await offices.ask('GET', `/api/staff/windows/${offices.world.windowId}/slots`, 'operator', 'there')).status).toBe(200);
  const day = await offices.ask('GET', '/api/staff/appointments?date=2026-03-23', 'clerk', 'there');
  expect([day.status, day.body.includes(offices.things.appointment)]).toEqual([200, false]);
});

it('lets an office of a service give away its own slots only, and decide about these', async () => {
  const { world } = offices;
  await world.query(
    `INSERT INTO slot_groups (id, service_id, office_id, name, title) SELECT gen_random_uuid(), $1, id, 'zweig', 'Zweig' FROM offices WHERE slug = 'anderswo'`,
    [world.serviceId],
  );
  await world.test.database.forge(
    `INSERT INTO slots (id, window_id, slot_id, group_name, lane, lane_index, label, starts_at, ends_at, place)
     SELECT gen_random_uuid(), $1, 'z1', 'zweig', 'zweig 1', 0, 'general', $2, $3, 'Zimmer 9'`,
    [world.windowId, new Date((TIMES.appointments + DAY) * 1000), new Date((TIMES.appointments + DAY + HOUR) * 1000)],
  );
  const [who] = (await world.enrol({})) as [Person];
  const body = { registration: who.registrationId, reason: 'emergency', window: DrawWorld.path, slot: 'z1' };
  const here = await offices.ask('POST', '/api/staff/slot-grants', 'operator', 'here', body);
  expect([here.status, here.code]).toEqual([404, 'grant.unknown-slot']);
  const there = await offices.ask('POST', '/api/staff/slot-grants', 'operator', 'there', body);
  expect(there.status).toBe(201);
  const { id } = JSON.parse(there.body) as { id: string };
  const decision = `/api/staff/approvals/${id}/decision`;
  expect(await offices.ask('POST', decision, 'approver', 'here', { decision: 'approved' })).toMatchObject({
    status: 404,
    code: 'staff.other-office',
  });
  expect((await offices.ask('GET', '/api/staff/approvals', 'approver', 'here')).body).not.toContain(id);
  expect((await offices.ask('POST', decision, 'approver', 'there', { decision: 'approved' })).status).toBe(200);
});
