import { Module, type DynamicModule } from '@nestjs/common';
import { AppModule } from '../../../src/app.module';
import { DemoLoginModule } from '../../../src/demo/demo-login.module';
import { type DemoIdentityProvider, startDemoIdentityProvider } from '../../../src/demo/identity-provider';
import { SettableClock } from '../../../src/platform/clock/settable-clock';
import type { Runtime } from '../../../src/platform/runtime';
import { startTestApp, type TestApp } from '../../support';
import { answerProvider, signIn } from '../../support/sign-in';

const PUBLIC_URL = 'http://127.0.0.1:65000';
const ACCOUNTS = [
  { login: 'olga', employee: 'p-1', name: 'Olga Operator', roles: ['operator'] },
  { login: 'clara', employee: 'p-2', name: 'Clara Clerk', roles: ['clerk', 'hotline'] },
  { login: 'clara-two', employee: 'p-2', name: 'Clara Clerk', roles: ['approver'] },
  { login: 'anna', employee: 'p-3', name: 'Anna Auditor', roles: ['auditor'] },
  { login: 'mixed', employee: 'p-4', name: 'Mixed Duties', roles: ['auditor', 'operator'] },
  { login: 'nobody', employee: 'p-5', name: 'No Role', roles: ['gardener'] },
  { login: 'adam', employee: 'p-6', name: 'Adam Admin', roles: ['administrator'] },
];
const MINUTE = 60;

@Module({})
class WithDemoLogin {
  static around(app: DynamicModule): DynamicModule {
    return { module: WithDemoLogin, imports: [DemoLoginModule, app] };
  }
}

let provider: DemoIdentityProvider;
let test_: TestApp;
const clock = new SettableClock(1_764_000_000);

function environmentOf({ issuer, clientId, clientSecret }: DemoIdentityProvider): Record<string, string> {
  return {
    PUBLIC_URL,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_PERSON_CLAIM: 'employee_number',
  };
}

beforeAll(async () => {
  provider = await startDemoIdentityProvider(PUBLIC_URL, ACCOUNTS);
  test_ = await startTestApp({
    clock,
    environment: environmentOf(provider),
    module: (runtime: Runtime) => WithDemoLogin.around(AppModule.forRole({ web: true, worker: false }, runtime)),
  });
});
afterAll(async () => {
  await test_.stop();
  await provider.stop();
});

const windowsAs = async (cookie: string): Promise<number> =>
  (await test_.app.inject({ url: '/api/staff/windows', headers: { cookie } })).statusCode;

describe('login', () => {
  it('leads to the provider with a code challenge, and back to where somebody wanted to go', async () => {
    const begun = await test_.app.inject('/staff/login');
    const address = new URL(begun.headers.location as string);
    expect([address.origin, address.searchParams.get('code_challenge_method')]).toEqual([provider.issuer, 'S256']);
    const { cookie, location } = await signIn(test_.app, 'olga', '/en/staff/windows');
    expect(location).toBe('/en/staff/windows');
    expect(await windowsAs(cookie)).toBe(200);
  });

  it('gives what the token says and no more', async () => {
    const { cookie } = await signIn(test_.app, 'clara');
    expect(await windowsAs(cookie)).toBe(403);
  });

  it.each(['//evil.example', 'https://evil.example/de/staff', '/de/staff/../../evil', '/staff/logout', '/de/staffed'])(
    'does not lead on to %s',
    async (to) => {
      expect((await test_.app.inject({ url: '/staff/login', query: { to } })).statusCode).toBe(400);
    },
  );

  it.each([
    ['mixed', 'auditor-only'],
    ['nobody', 'no-role'],
  ])('refuses %s: %s, and writes down why, without a name', async (login, reason) => {
    await expect(signIn(test_.app, login)).rejects.toThrow(reason);
    const { msg, reason: written, ...rest } = test_.log.lines().findLast((line) => line.msg === 'a login was refused')!;
    expect({ msg, written }).toEqual({ msg: 'a login was refused', written: reason });
    expect(JSON.stringify(rest)).not.toContain(login);
  });

  it('takes an answer only in the browser that asked, once, and only with its state', async () => {
    const begun = await test_.app.inject('/staff/login');
    const back = new URL(await answerProvider(begun.headers.location as string, 'olga'));
    const url = back.pathname + back.search;
    const cookie = (begun.headers['set-cookie'] as string).split(';')[0]!;
    const refusal = async (headers: Record<string, string>, address = url): Promise<unknown> =>
      (await test_.app.inject({ url: address, headers })).json<{ details: { reason: string } }>().details.reason;
    expect(await refusal({})).toBe('not-begun-here');
    expect(await refusal({ cookie: `${cookie.slice(0, -2)}xx` })).toBe('not-begun-here');
    expect(await refusal({ cookie }, url.replace(/state=[^&]+/, 'state=other'))).toBe('not-completed');
    expect((await test_.app.inject({ url, headers: { cookie } })).statusCode).toBe(303);
    expect(await refusal({ cookie })).toBe('not-completed');
  });

  it('gives up an attempt after ten minutes', async () => {
    const begun = await test_.app.inject('/staff/login');
    const cookie = (begun.headers['set-cookie'] as string).split(';')[0]!;
    clock.advance(10 * MINUTE + 1);
    const late = await test_.app.inject({ url: '/staff/callback?code=x&state=y', headers: { cookie } });
    expect(late.json<{ details: { reason: string } }>().details.reason).toBe('not-begun-here');
  });
});

describe('sessions', () => {
  it('store no id that opens them, and no name', async () => {
    const { cookie } = await signIn(test_.app, 'olga');
    const token = /fairslot-staff=([^;]+)/.exec(cookie)![1]!;
    const rows: unknown = await (await test_.database.openDataSource()).query('SELECT * FROM staff_sessions');
    const stored = JSON.stringify(rows, (_key, value: unknown) => value);
    expect(stored).not.toContain(token);
    expect(stored).not.toContain('Olga');
  });

  it('are enough to upload a table; without one it is refused before it is read, in the form of every refusal', async () => {
    const upload = async (headers: Record<string, string>) =>
      test_.app.inject({
        method: 'POST',
        url: '/api/staff/case-register/imports?authority=stadt.example',
        headers: { 'content-type': 'text/csv', ...headers },
        payload: 'nothing,of,this\n',
      });
    const refused = await upload({});
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8']);
    const { cookie } = await signIn(test_.app, 'olga');
    expect((await upload({ cookie })).json<{ code: string }>().code).toMatch(/^csv\.|^case/);
  });

  it('end when unused, and after their longest time', async () => {
    const idle = await signIn(test_.app, 'olga');
    clock.advance(30 * MINUTE + 1);
    expect(await windowsAs(idle.cookie)).toBe(401);
    const busy = await signIn(test_.app, 'olga');
    for (let minutes = 0; minutes < 600; minutes += 20) {
      expect(await windowsAs(busy.cookie)).toBe(200);
      clock.advance(20 * MINUTE);
    }
    clock.advance(1);
    expect(await windowsAs(busy.cookie)).toBe(401);
  });

  it('end at logout, here and at the provider', async () => {
    const { cookie } = await signIn(test_.app, 'olga');
    const out = await test_.app.inject({ method: 'POST', url: '/staff/logout', headers: { cookie } });
    expect(out.headers.refresh).toMatch(new RegExp(`^0; url=${provider.issuer}/session/end\\?`));
    expect(out.headers['set-cookie']).toMatch(/fairslot-staff=;/);
    expect(await windowsAs(cookie)).toBe(401);
    expect((await test_.app.inject({ method: 'POST', url: '/staff/logout', headers: { cookie } })).statusCode).toBe(303);
  });

  it('end all at once when an administrator says so, whichever account they came by', async () => {
    const [first, second, admin, other] = await Promise.all(
      ['clara', 'clara-two', 'adam', 'olga'].map((login) => signIn(test_.app, login)),
    );
    const whoami = async (cookie: string): Promise<string> => {
      const token = /fairslot-staff=([^;]+)/.exec(cookie)![1]!;
      const { StaffSessions } = await import('../../../src/modules/staff/sessions/staff-sessions.service.js');
      return (await test_.app.get(StaffSessions, { strict: false }).find(token))!.name;
    };
    const name = await whoami(first!.cookie);
    expect(await whoami(second!.cookie)).toBe(name);
    expect(await whoami(other!.cookie)).not.toBe(name);
    const end = { method: 'POST' as const, url: `/api/staff/members/${name}/end-sessions` };
    expect((await test_.app.inject({ ...end, headers: { cookie: other!.cookie } })).statusCode).toBe(403);
    const ended = await test_.app.inject({ ...end, headers: { cookie: admin!.cookie } });
    expect(ended.json<{ ended: number }>().ended).toBeGreaterThanOrEqual(2);
    expect((await test_.app.inject({ url: '/api/staff/windows', headers: { cookie: second!.cookie } })).statusCode).toBe(401);
    expect(await windowsAs(other!.cookie)).toBe(200);
  });

  it('are forgotten after a month', async () => {
    await signIn(test_.app, 'olga');
    clock.advance(31 * 24 * 60 * MINUTE);
    await signIn(test_.app, 'anna');
    expect(await test_.database.query('SELECT count(*)::integer AS count FROM staff_sessions')).toEqual([{ count: 1 }]);
  });

  it('lend nothing to a request that brings a token of its own', async () => {
    const { cookie } = await signIn(test_.app, 'olga');
    const answer = await test_.app.inject({
      url: '/api/staff/windows',
      headers: { cookie, authorization: 'Bearer nonsense-nonsense-nonsense' },
    });
    expect(answer.statusCode).toBe(401);
  });

  it('change nothing for a form of another site', async () => {
    const { cookie } = await signIn(test_.app, 'adam');
    const foreign = { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const answer = await test_.app.inject({ method: 'POST', url: '/api/staff/members/staff-1/end-sessions', headers: foreign });
    expect(answer.statusCode).toBe(403);
  });
});

it('a demonstration provider is refused by a service that is no demonstration', async () => {
  const real = await startTestApp({ environment: environmentOf(provider) });
  try {
    expect((await real.app.inject('/staff/login')).statusCode).toBe(503);
  } finally {
    await real.stop();
  }
});

it('without a provider nobody signs in by browser', async () => {
  const bare = await startTestApp();
  try {
    expect((await bare.app.inject('/staff/login')).statusCode).toBe(503);
  } finally {
    await bare.stop();
  }
});
