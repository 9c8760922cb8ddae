import { type DynamicModule, Module } from '@nestjs/common';
import { AppModule } from '../../../src/app.module';
import { DemoLoginModule } from '../../../src/demo/demo-login.module';
import { type DemoIdentityProvider, startDemoIdentityProvider } from '../../../src/demo/identity-provider';
import { NameCorrections } from '../../../src/modules/registrations';
import { DAY, DrawWorld, TIMES } from '../../support/draw-world';
import { startTestApp, type TestApp } from '../../support';
import { signIn } from '../../support/sign-in';

const PUBLIC_URL = 'http://127.0.0.1:65001';
const ACCOUNTS = [
  { login: 'olga', employee: 'p-1', name: 'Olga <Operator>', roles: ['operator'] },
  { login: 'olga-two', employee: 'p-1', name: 'Olga Operator', roles: ['approver'] },
  { login: 'paul', employee: 'p-2', name: 'Paul Approver', roles: ['approver'] },
  { login: 'petra', employee: 'p-3', name: 'Petra Approver', roles: ['approver'] },
  { login: 'clara', employee: 'p-4', name: 'Clara Clerk', roles: ['clerk'] },
  { login: 'anna', employee: 'p-5', name: 'Anna Auditor', roles: ['auditor'] },
];

@Module({})
class WithDemoLogin {
  static around(app: DynamicModule): DynamicModule {
    return { module: WithDemoLogin, imports: [DemoLoginModule, app] };
  }
}

let provider: DemoIdentityProvider;
let world: DrawWorld;
let office: TestApp;
const cookies = new Map<string, string>();

beforeAll(async () => {
  provider = await startDemoIdentityProvider(PUBLIC_URL, ACCOUNTS);
  world = await DrawWorld.open();
  await world.addSlots([{ id: 's1' }]);
  await world.enrol({}, {});
  await world.settle();
  const { keysFile, staffFile } = world.test.runtime.config;
  office = await startTestApp({
    database: world.test.database,
    clock: world.clock,
    environment: {
      FAIRSLOT_KEYS_FILE: keysFile,
      FAIRSLOT_STAFF_FILE: staffFile,
      PUBLIC_URL,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_PERSON_CLAIM: 'employee_number',
    },
    module: (runtime) => WithDemoLogin.around(AppModule.forRole({ web: true, worker: false }, runtime)),
  });
  for (const { login } of ACCOUNTS) cookies.set(login, (await signIn(office.app, login)).cookie);
});
afterAll(async () => {
  await office.stop();
  await world.test.stop();
  await provider.stop();
});

async function get(login: string | null, path: string): Promise<{ status: number; body: string }> {
  const headers = { accept: 'text/html', ...(login === null ? {} : { cookie: cookies.get(login)! }) };
  const { statusCode: status, body } = await office.app.inject({ url: path, headers });
  return { status, body };
}

async function post(
  login: string,
  path: string,
  fields: Record<string, string> = {},
): Promise<{ status: number; body: string; location: unknown }> {
  const {
    statusCode: status,
    body,
    headers,
  } = await office.app.inject({
    method: 'POST',
    url: path,
    headers: { cookie: cookies.get(login)!, accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  return { status, body, location: headers.location };
}

const approvalPath = async (): Promise<string> =>
  /\/de\/staff\/approvals\/[0-9a-f-]{36}/.exec((await get('paul', '/de/staff/approvals')).body)![0];

it('asks whoever is not signed in to do so, and leads back', async () => {
  const { status, body } = await get(null, '/de/staff/windows');
  expect(status).toBe(401);
  expect(body).toContain('href="/staff/login?to=/de/staff/windows"');
});

it('shows each member what belongs to their duties, and nothing else', async () => {
  expect((await get('olga', '/de/staff')).body).toContain('Angemeldet als Olga &lt;Operator>, in Protokollen staff-');
  expect((await get('olga', '/de/staff')).body).toContain('href="/de/staff/windows"');
  expect((await get('clara', '/en/staff')).body).not.toContain('/en/staff/windows');
  expect((await get('clara', '/de/staff/windows')).status).toBe(403);
  expect((await get('paul', `/de/staff/void/${DrawWorld.path}/0`)).status).toBe(403);
  expect((await get('anna', '/de/staff/approvals')).status).toBe(200);
});

it('lists windows with the steps of their draws', async () => {
  const { body } = await get('olga', '/de/staff/windows');
  expect(body).toContain('Permits, week 10');
  expect(body).toContain('eingeplant');
  expect(body).toContain(`href="/de/staff/void/${DrawWorld.path}/0"`);
  expect((await get('anna', '/de/staff/windows')).body).not.toContain('/staff/void/');
});

it('refuses fields that no form of ours has, and languages that do not exist', async () => {
  expect((await post('olga', `/de/staff/void/${DrawWorld.path}/1`, { reason: 'wrong-slots', more: 'x' })).status).toBe(400);
  expect((await get('olga', '/xx/staff')).status).toBe(404);
});

it('voids a draw when one person asks and another agrees, from form to log', async () => {
  const form = `/de/staff/void/${DrawWorld.path}/0`;
  const empty = await post('olga', form);
  expect([empty.status, empty.body.includes('Wählen Sie einen Grund.')]).toEqual([400, true]);
  expect(await post('olga', form, { reason: 'wrong-slots' })).toMatchObject({ status: 303, location: '/de/staff/approvals' });
  const again = await post('olga', form, { reason: 'court-order' });
  expect([again.status, again.body.includes('Das ist schon beantragt'), again.body.includes('href="#reason"')]).toEqual([409, true, true]);
  expect((await get('olga', '/de/staff/approvals')).body).toContain('Das haben Sie selbst beantragt');
  const path = await approvalPath();
  expect((await post('olga', path, { decision: 'approved' })).status).toBe(403);
  const twin = await post('olga-two', path, { decision: 'approved' });
  expect([twin.status, twin.body.includes('kann es nicht selbst entscheiden')]).toEqual([409, true]);
  expect((await post('anna', path, { decision: 'approved' })).status).toBe(403);
  const clicks = await Promise.all(['paul', 'petra'].map((login) => post(login, path, { decision: 'approved' })));
  expect(clicks.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect((await world.drawOf(0)).state).toBe('voided');
  expect((await get('anna', '/de/staff/approvals')).body).toContain('zugestimmt');
  await world.liveUntil(TIMES.draw);
  expect((await world.drawOf(0)).state).toBe('voided');
});

it('says that a request has expired, and does nothing', async () => {
  const [who] = await world.enrol({});
  const clerk = { name: 'clerk-90', person: 'ninety', roles: ['clerk'] as const };
  const { surname } = who!.person;
  const { id } = await world.get(NameCorrections).ask(clerk, who!.registrationId, 'typing-error', { surname, givenNames: 'Aysel' });
  const path = `/de/staff/approvals/${id}`;
  cookies.set('paul', (await signIn(office.app, 'paul')).cookie);
  expect((await get('paul', path)).body).toContain('Aysel');
  world.clock.advance(8 * DAY);
  // So has the session: signed in again, they find the page that they had open.
  expect((await post('paul', path, { decision: 'approved' })).status).toBe(401);
  cookies.set('paul', (await signIn(office.app, 'paul')).cookie);
  const late = await post('paul', path, { decision: 'approved' });
  expect([late.status, late.body.includes('Die Frist für diese Entscheidung ist vorbei')]).toEqual([409, true]);
  const { body } = await get('paul', path);
  expect([body.includes('abgelaufen'), body.includes('value="approved"')]).toEqual([true, false]);
  expect(await world.query(`SELECT FROM log_entries WHERE type = 'name.corrected'`)).toEqual([]);
});
