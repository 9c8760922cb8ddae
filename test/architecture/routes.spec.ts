import { APPROVAL_KINDS } from '../../src/modules/approvals';
import { DUTIES, type DutyName, mayDo } from '../../src/modules/staff';
import { STAFF_ROLES } from '../../src/modules/staff/staff-member';
import { TABLE_RIGHTS } from '../../src/platform/database';
import { startTestApp, type TestApp } from '../support';
import { listRoutes, type Route } from '../support/routes';
import { type StaffOfPlaces, writeStaffFile } from '../support/staff-file';

/** Routes that need no login, each on purpose. A new public route fails this test until it is written down here. */
const PUBLIC = [
  'GET /',
  'GET /:language',
  'GET /:language/draws',
  'GET /:language/windows/:authority/:service/:window',
  'GET /:language/windows/:authority/:service/:window/draws/:number',
  'GET /:language/answer/:token',
  'GET /:language/answer/:token/appointment.ics',
  'POST /:language/answer/:token',
  'GET /:language/confirm/:token',
  'GET /:language/register/:form/:step',
  'GET /:language/register/:form/by-phone',
  'GET /:language/register/:form/check',
  'GET /:language/register/:form/delete',
  'GET /:language/register/:form/sent',
  'GET /:language/register/deleted',
  'GET /:language/registration/:link/receipt',
  'GET /:language/registration/:link/receipt.note',
  'GET /:language/registration/:link/receipt.pdf',
  'GET /:language/registration/:link/receipt.txt',
  'GET /:language/services/:authority/:service',
  'POST /:language/confirm/:token',
  'POST /:language/register/:form/:step',
  'POST /:language/register/:form/check',
  'POST /:language/register/:form/delete',
  'POST /:language/register/:form/sent',
  'POST /:language/services/:authority/:service/register',
  'GET /:language/windows/:authority/:service/:window/draws/:number/fairness',
  'GET /:language/windows/:authority/:service/:window/draws/:number/fairness/:chart',
  'GET /:language/genuine',
  'POST /:language/genuine',
  'GET /:language/report',
  'GET /:language/report/sent',
  'POST /:language/report',
  'GET /:language/accessibility',
  'GET /:language/privacy',
  'GET /:language/services/:authority/:service/fairness',
  'GET /:language/services/:authority/:service/fairness/:chart',
  'GET /:language/registration/:link',
  'GET /:language/registration/:link/appointment.ics',
  'GET /:language/registration/:link/contact',
  'GET /:language/registration/:link/draws/:authority/:service/:window/:number',
  'GET /:language/registration/:link/hearing',
  'POST /:language/registration/:link/hearing',
  'GET /:language/registration/:link/objection',
  'POST /:language/registration/:link/objection',
  'GET /:language/registration/:link/wishes',
  'GET /:language/registration/:link/withdraw',
  'POST /:language/registration/:link',
  'POST /:language/registration/:link/answer',
  'POST /:language/registration/:link/contact',
  'POST /:language/registration/:link/leave',
  'POST /:language/registration/:link/wishes',
  'POST /:language/registration/:link/withdraw',
  'GET /authority/logo',
  'GET /authority/theme.css',
  'GET /staff/callback',
  'GET /staff/login',
  'POST /staff/logout',
  'GET /verify/fairslot-verify.html',
  'GET /health/live',
  'GET /health/ready',
  'GET /log/checkpoint',
  'GET /log/tile/*',
  'GET /api/services',
  'GET /api/windows',
  'GET /api/windows/:authority/:service/:window',
  'GET /api/windows/:authority/:service/:window/announcement.json',
  'GET /api/windows/:authority/:service/:window/ledger',
  'GET /api/windows/:authority/:service/:window/draws',
  'GET /api/windows/:authority/:service/:window/draws/:number',
  'GET /api/windows/:authority/:service/:window/draws/:number/events',
  'GET /api/windows/:authority/:service/:window/draws/:number/files/*',
  'GET /api/windows/:authority/:service/:window/draws/:number/record.zip',
  'GET /api/receipts/:hash/proof',
  'GET /api/receipts/key',
  'POST /api/registrations',
  'POST /api/registrations/confirm',
  'POST /api/registrations/contact',
  'POST /api/registrations/draws',
  'POST /api/registrations/objection',
  'POST /api/registrations/status',
  'POST /api/registrations/wishes',
  'POST /api/registrations/withdraw',
  'POST /api/appointments/accept',
  'POST /api/appointments/decline',
  'POST /api/appointments/give-back',
  'POST /api/appointments/status',
];

let started: TestApp;
let staff: StaffOfPlaces;
let routes: Route[];
beforeAll(async () => {
  staff = writeStaffFile();
  started = await startTestApp({ environment: staff.environment });
  routes = listRoutes(started);
});
afterAll(async () => {
  await started.stop();
  staff.remove();
});

test('every route says who may call it', () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(routes.filter(({ access }) => access === undefined)).toEqual([]);
});

test('every route for staff names a duty of the table, and every duty is asked for somewhere', () => {
  const duties = routes.filter(({ access }) => access !== 'public').map(({ duty }) => duty);
  expect(duties.filter((duty) => typeof duty !== 'string' || !(duty in DUTIES))).toEqual([]);
  // Decided by what is asked for, behind one route (approval-kinds.ts).
  const behindApprovals = Object.values(APPROVAL_KINDS).map(({ decide }) => decide as string);
  expect(Object.keys(DUTIES).filter((duty) => !duties.includes(duty) && !behindApprovals.includes(duty))).toEqual([]);
});

test('the public routes are these and no others', () => {
  expect(
    routes
      .filter(({ access }) => access === 'public')
      .map(({ route }) => route)
      .sort(),
  ).toEqual([...PUBLIC].sort());
});

test('staff routes name known roles, lie below /api or /:language/staff, and refuse everybody else', async () => {
  for (const { route, access } of routes.filter((each) => each.access !== 'public')) {
    expect(STAFF_ROLES).toEqual(expect.arrayContaining([...(access as string[])]));
    const [method, path] = route.split(' ') as [string, string];
    expect(path).toMatch(/^\/(api|:language\/staff)(\/|$)/);
    const url = path.replace(':language', 'de').replaceAll(/:[a-z]+/gi, '5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001');
    const answer = await started.app.inject({ method: method as 'GET', url, ...(method === 'GET' ? {} : { payload: {} }) });
    expect({ route, status: answer.statusCode, code: answer.json<{ code: string }>().code }).toEqual({
      route,
      status: 401,
      code: 'staff.not-signed-in',
    });
  }
});

test('the table decides: a route for staff answers every role that has not its duty with 403, and no other role so', async () => {
  const before = await contents();
  const wrong: string[] = [];
  let refused = 0;
  for (const { route, duty } of routes.filter(({ access }) => access !== 'public')) {
    const [method, path] = route.split(' ') as ['GET' | 'POST', string];
    const url = path.replace(':language', 'de').replaceAll(/:[a-z]+|\*/gi, '5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001');
    for (const role of STAFF_ROLES) {
      const isTheirs = mayDo([role], duty as DutyName);
      // What is theirs is asked for where that changes nothing; a form that is not theirs is refused before it is read.
      if (isTheirs && (method === 'POST' || /\/events$/.test(path))) continue;
      const headers = { authorization: staff.bearer(role), accept: 'application/json' };
      const answer = await started.app.inject({ method, url, headers, ...(method === 'POST' && { payload: {} }) });
      const code = String(answer.headers['content-type']).includes('json') ? answer.json<{ code?: string }>().code : undefined;
      const isRefused = answer.statusCode === 403 && code === 'staff.not-allowed';
      if (isRefused === isTheirs) wrong.push(`${role} ${route}: ${answer.statusCode} ${code}`);
      refused += Number(isRefused);
    }
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(500);
  expect(await contents()).toBe(before);
});

/** Everything that is stored, in one line a table. */
async function contents(): Promise<string> {
  const sums = Object.keys(TABLE_RIGHTS).map(
    (table) => `SELECT '${table}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t`,
  );
  return JSON.stringify(await started.database.query(`${sums.join(' UNION ALL ')} ORDER BY 1`));
}

test('a form that comes after its session has ended leads to a page to sign in for, whatever its own address', async () => {
  const forms = routes.filter(({ route, access, isPage }) => isPage && access !== 'public' && route.startsWith('POST '));
  expect(forms.length).toBeGreaterThan(20);
  const lost: string[] = [];
  for (const { route } of forms) {
    const url = route
      .slice('POST '.length)
      .replace(':language', 'de')
      .replaceAll(/:[a-z]+/gi, '5f0c1f8e-7a63-4d0e-8a53-1f6f2c6d0001');
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await started.app.inject({ method: 'POST', url, headers, payload: '' });
    const to = /href="\/staff\/login\?to=([^"]+)"/.exec(body)![1]!;
    // Not signed in there either: a page that is there, and no 404.
    const { statusCode } = await started.app.inject({ url: to, headers: { accept: 'text/html' } });
    if (statusCode !== 401 || !url.startsWith(to)) lost.push(`${url} -> ${to}: ${statusCode}`);
  }
  expect(lost).toEqual([]);
});

test('the interface description lists exactly the routes that run, pages aside', async () => {
  const { paths } = (await started.app.inject('/api/openapi.json')).json<{ paths: Record<string, Record<string, unknown>> }>();
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/g, ':$1')}`),
  );
  const normalize = (route: string): string => route.replace(/\/(\*|:\*|:path)$/, '/*');
  expect(described.map(normalize).sort()).toEqual(
    routes
      .filter(({ isPage }) => !isPage)
      .map(({ route }) => normalize(route))
      .sort(),
  );
});

test('no route runs a draw again, deletes anything, or changes a result', () => {
  expect(routes.filter(({ route }) => /^(DELETE|PUT|PATCH) /.test(route))).toEqual([]);
  expect(routes.filter(({ route }) => /rerun|re-run|redraw|reset/.test(route))).toEqual([]);
});
