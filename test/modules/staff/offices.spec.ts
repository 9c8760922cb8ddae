import { randomUUID } from 'node:crypto';
import { AnswersService } from '../../../src/modules/appointments';
import { HardshipService } from '../../../src/modules/hardship';
import type { StaffMember, StaffRole } from '../../../src/modules/staff';
import { OFFICE_RULES, officeRuleOf } from '../../../src/modules/staff/offices/office-rules';
import { OFFICE_THINGS, type OfficeThing } from '../../../src/modules/staff/offices/office-things';
import { CatalogueService, PlanningService } from '../../../src/modules/windows';
import { DrawWorld, planLater, TIMES } from '../../support/draw-world';
import { listRoutes, type Route } from '../../support/routes';
import { type StaffOfPlaces, writeStaffFile } from '../../support/staff-file';

/** The world's service is given at the office `amt`; another office, another service, is `anderswo`. */
const OTHER = 'stadt.example/other';
const officer: StaffMember = { name: 'staff-1', person: 'one', roles: ['hardship-officer'] };

let world: DrawWorld;
let staff: StaffOfPlaces;
let routes: Route[];
/** Something of the office `amt` for each kind of thing. */
let things: Readonly<Record<OfficeThing, string>>;
let otherWindow: string;

beforeAll(async () => {
  staff = writeStaffFile({ here: ['amt'], there: ['anderswo'], all: null });
  world = await DrawWorld.open({ environment: staff.environment });
  routes = listRoutes(world.test).filter(({ access }) => access !== 'public');
  await world.enrol({}, {}, { critical: '2026-03-20' });
  await world.addSlots([{ id: 'a' }]);
  await world.liveThroughDraw(0);
  for (const person of world.people) if ((await world.resultOf(person))!.pot) await world.get(AnswersService).accept(person);
  otherWindow = await openOther();
  things = await makeThings();
});
afterAll(async () => {
  await world.stop();
  staff.remove();
});

async function openOther(): Promise<string> {
  const catalogue = world.get(CatalogueService);
  const times = { confirmWithinSeconds: 3600, answerWithinSeconds: 3600 };
  await catalogue.createService({ authority: DrawWorld.authority, slug: 'other', title: 'Something else', legalEffect: 'none', ...times });
  await catalogue.createOffice({ authority: DrawWorld.authority, slug: 'anderswo', name: 'Anderswo', address: 'Nebenstraße 2' });
  for (const name of ['am', 'pm']) await catalogue.createGroup({ service: OTHER, office: 'anderswo', name, title: name });
  const { id } = await world.get(PlanningService).plan({ service: OTHER, name: 'w77', plan: planLater(30) });
  return id;
}

async function makeThings(): Promise<Record<OfficeThing, string>> {
  const lost = (await Promise.all(world.people.map(async (person) => ({ person, pot: (await world.resultOf(person))!.pot })))).find(
    ({ pot }) => pot === null,
  )!.person.registrationId;
  const approval = await world.get(HardshipService).request(officer, lost, 'medical', 'medical-certificate');
  const [template, cluster, question, sample, draft] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const { forge } = world.test.database;
  const at = new Date(TIMES.draw * 1000);
  await forge(
    `INSERT INTO window_templates (id, service_id, name, plan, repeat_days, announce_seconds_before, next_opens_at) VALUES ($1, $2, 't', '{}', 7, 60, $3)`,
    [template, world.serviceId, at],
  );
  await forge(
    `INSERT INTO review_clusters (id, service_id, kind, key, grade, signs, size, opened_at) VALUES ($1, $2, 'case', '\\x00', 1, '{}', 2, $3)`,
    [cluster, world.serviceId, at],
  );
  await forge(`INSERT INTO review_items (id, registration_id, reason, opened_at, cluster_id) VALUES ($1, $2, 'unknown-case', $3, $4)`, [
    question,
    lost,
    at,
    cluster,
  ]);
  await forge(
    `INSERT INTO letters_to_print (message_id, kind, registration_id, waiting_since) VALUES (77, 'registration.confirmed', $1, $2)`,
    [lost, at],
  );
  await forge(
    `INSERT INTO audit_samples (id, draw_uuid, round, wanted, requested_by, requested_at, log_entry_id)
     SELECT $1, id, 1, 1, 'staff-9', $2, 1 FROM draws WHERE draw_id = $3`,
    [sample, at, `${DrawWorld.path}/0`],
  );
  await forge(
    `INSERT INTO window_drafts (id, service_id, answers, version, changed_by, changed_at) VALUES ($1, $2, '{}', 1, 'staff-9', $3)`,
    [draft, world.serviceId, at],
  );
  const [offer] = await world.query<{ id: string }>('SELECT id FROM offers');
  const [place] = await world.query<{ id: string }>(`SELECT id FROM offices WHERE slug = 'amt'`);
  return {
    service: DrawWorld.service,
    window: world.windowId,
    'window-path': DrawWorld.path,
    template,
    draft,
    draw: `${DrawWorld.path}/0`,
    registration: lost,
    cluster,
    question,
    letter: '77',
    approval: approval.id,
    appointment: offer!.id,
    office: place!.id,
    sample,
  };
}

interface Told {
  status: number;
  code: string;
  body: string;
}

async function ask(method: string, url: string, role: StaffRole, place: string, payload: object = {}): Promise<Told> {
  const headers = { authorization: staff.bearer(role, place), accept: url.startsWith('/api/') ? 'application/json' : 'text/html' };
  const answer = await world.test.app.inject({ method: method as 'GET', url, headers, ...(method === 'GET' ? {} : { payload }) });
  const isProblem = String(answer.headers['content-type']).includes('problem+json');
  return { status: answer.statusCode, code: isProblem ? answer.json<{ code: string }>().code : '', body: answer.body };
}

/** The request that names one of {@link things}, by the rule of its route. */
function requestNaming(route: string): { method: string; url: string; payload: object } | null {
  const [method, path] = route.split(' ') as [string, string];
  const rule = officeRuleOf(method, path);
  if (rule === null || typeof rule === 'string') return null;
  const id = things[rule.thing];
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
  const missing = routes.filter(({ route }) => officeRuleOf(...(route.split(' ') as [string, string])) === null).map(({ route }) => route);
  expect({ 'add a line to OFFICE_RULES for': missing }).toEqual({ 'add a line to OFFICE_RULES for': [] });
  const paths = routes.map(({ route }) => route);
  const idle = Object.keys(OFFICE_RULES).filter(
    (line) => !paths.some((path) => (line.includes(' ') ? path : path.split(' ')[1]!).startsWith(line)),
  );
  expect(idle).toEqual([]);
});

test('a route whose address names something says what, or stands here with the reason', () => {
  const silent = routes
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
    routes
      .map(({ route }) => officeRuleOf(...(route.split(' ') as [string, string])))
      .flatMap((rule) => (rule && typeof rule !== 'string' ? [rule.thing] : [])),
  );
  expect([...named].sort()).toEqual(Object.keys(OFFICE_THINGS).sort());
});

test('ids that are none, or somebody’s tricks with them, are refused like those of others', async () => {
  for (const id of ['x', '{5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001}', `${things.window}'--`, things.window.replaceAll('-', ''), '%00']) {
    expect(await ask('GET', `/api/staff/windows/${encodeURIComponent(id)}/slots`, 'operator', 'here')).toMatchObject({
      status: 404,
      code: 'staff.other-office',
    });
  }
  const list = await ask('POST', '/api/staff/draws/void', 'operator', 'there', { drawId: [things.draw], reason: 'wrong-slots' });
  expect(list).toMatchObject({ status: 404, code: 'staff.other-office' });
});

const LISTS: [string, StaffRole, () => string][] = [
  ['/api/staff/windows', 'operator', () => world.windowId],
  ['/de/staff/windows', 'operator', () => DrawWorld.path],
  ['/api/staff/approvals', 'approver', () => things.approval],
  ['/de/staff/approvals', 'approver', () => things.approval],
  ['/api/staff/hardship-grants', 'approver', () => things.approval],
  ['/api/staff/reviews', 'operator', () => things.cluster],
  ['/api/staff/letters-to-print', 'clerk', () => things.registration],
  ['/api/staff/audit/samples', 'auditor', () => things.sample],
  ['/api/staff/appointments?date=2026-03-23', 'clerk', () => things.appointment],
  ['/de/staff/counter?day=2026-03-23', 'clerk', () => things.appointment],
  ['/de/staff/capacity', 'operator', () => DrawWorld.service],
  ['/de/staff/plans', 'operator', () => things.draft],
];

test.each(LISTS)('%s lists what is of the own office', async (url, role, thing) => {
  const [here, there, all] = [
    await ask('GET', url, role, 'here'),
    await ask('GET', url, role, 'there'),
    await ask('GET', url, role, 'all'),
  ];
  expect([here.status, there.status, all.status]).toEqual([200, 200, 200]);
  expect([here, there, all].map(({ body }) => body.includes(thing()))).toEqual([true, false, true]);
});

test('what belongs to another office is as if it were not there, on every route that names it; in the own office it is', async () => {
  const refused: object[] = [];
  const turnedAway: object[] = [];
  for (const { route, access } of routes) {
    const request = requestNaming(route);
    if (request === null) continue;
    const role = (access as StaffRole[])[0]!;
    const there = await ask(request.method, request.url, role, 'there', request.payload);
    refused.push({ route, status: there.status, code: there.code || 'page' });
    const here = await ask(request.method, request.url, role, 'here', request.payload);
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
  const catalogue = world.get(CatalogueService);
  await catalogue.createGroup({ service: OTHER, office: 'amt', name: 'am-amt', title: 'am' });
  expect((await ask('GET', `/api/staff/windows/${otherWindow}/slots`, 'operator', 'here')).status).toBe(200);
  expect((await ask('GET', `/api/staff/windows/${otherWindow}/slots`, 'operator', 'there')).status).toBe(200);
  await catalogue.createGroup({ service: DrawWorld.service, office: 'anderswo', name: 'there', title: 'there' });
  expect((await ask('GET', `/api/staff/windows/${world.windowId}/slots`, 'operator', 'there')).status).toBe(200);
  const day = await ask('GET', '/api/staff/appointments?date=2026-03-23', 'clerk', 'there');
  expect([day.status, day.body.includes(things.appointment)]).toEqual([200, false]);
});
