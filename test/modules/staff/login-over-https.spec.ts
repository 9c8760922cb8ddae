import { createHash } from 'node:crypto';
import { type DynamicModule, Module } from '@nestjs/common';
import { AppModule } from '../../../src/app.module';
import { DemoLoginModule } from '../../../src/demo/demo-login.module';
import { type DemoIdentityProvider, startDemoIdentityProvider } from '../../../src/demo/identity-provider';
import { CatalogueService } from '../../../src/modules/windows';
import { startTestApp, type TestApp } from '../../support/test-app';
import { signIn } from '../../support/sign-in';

const PUBLIC_URL = 'https://termine.example';
const SESSION = '__Host-fairslot-staff';

/** As Microsoft's Entra ID writes tokens: application roles and groups as lists at the top, the person by an object id. */
const entra = (login: string, claims: Readonly<Record<string, unknown>>) => ({
  ...{ login, employee: login, name: login, roles: [] },
  claims: { oid: `00000000-0000-4000-8000-${createHash('sha256').update(login).digest('hex').slice(0, 12)}`, ...claims },
});
const ACCOUNTS = [
  entra('erika', { roles: ['fairslot-operator', 'Mail.Read'], groups: ['amt', 'Alle Beschäftigten'] }),
  entra('fritz', { roles: ['fairslot-operator'], groups: ['anderswo'] }),
  entra('single', { roles: 'fairslot-operator', groups: 'amt' }),
  // Who is in too many groups gets none of them in the token, but the address of a list.
  entra('crowded', { roles: ['fairslot-operator'], _claim_names: { groups: 'src1' } }),
  entra('grouped', { groups: ['fairslot-operator', 'amt'] }),
  entra('prefixless', { roles: ['operator', 'Fairslot-Operator', 'fairslot-contributor'], groups: ['amt'] }),
  entra('nested', { roles: [['fairslot-operator']], groups: ['amt'] }),
];

@Module({})
class WithDemoLogin {
  static around(app: DynamicModule): DynamicModule {
    return { module: WithDemoLogin, imports: [DemoLoginModule, app] };
  }
}

let provider: DemoIdentityProvider;
let office: TestApp;
beforeAll(async () => {
  provider = await startDemoIdentityProvider(PUBLIC_URL, ACCOUNTS);
  office = await openOffice('roles');
});
afterAll(async () => {
  await office.stop();
  await provider.stop();
});

/** @param rolesClaim where the office has its provider write roles */
async function openOffice(rolesClaim: string): Promise<TestApp> {
  const { issuer, clientId, clientSecret } = provider;
  const places = { OIDC_ROLES_CLAIM: rolesClaim, OIDC_PERSON_CLAIM: 'oid', OIDC_OFFICES_CLAIM: 'groups' };
  const opened = await startTestApp({
    environment: { PUBLIC_URL, OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, ...places },
    module: (runtime) => WithDemoLogin.around(AppModule.forRole({ web: true, worker: false }, runtime)),
  });
  const catalogue = opened.app.get(CatalogueService, { strict: false });
  const [authority, times] = ['stadt.example', { confirmWithinSeconds: 3600, answerWithinSeconds: 3600 }];
  await catalogue.createService({ authority, slug: 'permit', title: 'Permit', legalEffect: 'none', ...times });
  await catalogue.createOffice({ authority, slug: 'amt', name: 'Amt', address: 'Hauptstraße 1' });
  await catalogue.createGroup({ service: 'stadt.example/permit', office: 'amt', name: 'am', title: 'am' });
  return opened;
}

const pageAs = (cookie: string, { app } = office) => app.inject({ url: '/de/staff/capacity', headers: { cookie, accept: 'text/html' } });
const attributesOf = (header: string): string[] => header.split('; ').slice(1).sort();

describe('the session’s cookie over HTTPS', () => {
  it('is out of reach of scripts, other sites, other hosts and plain HTTP', async () => {
    const { cookie } = await signIn(office.app, 'erika');
    expect(cookie).toMatch(new RegExp(`^${SESSION}=[\\w-]{43}$`));
    const out = await office.app.inject({ method: 'POST', url: '/staff/logout', headers: { cookie } });
    const [cleared] = [out.headers['set-cookie'] ?? []].flat();
    expect(cleared).toMatch(new RegExp(`^${SESSION}=;`));
  });

  it('has every mark that keeps it there, and so has what remembers a login', async () => {
    const begun = await office.app.inject('/staff/login');
    const [login] = [begun.headers['set-cookie'] ?? []].flat();
    expect(attributesOf(login!)).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/staff', 'SameSite=Lax', 'Secure']);
    const set: string[] = [];
    const { app } = office;
    const watched = new Proxy(app, {
      get: (target, name) =>
        name !== 'inject'
          ? (Reflect.get(target, name) as unknown)
          : async (request: never) => {
              const answer = await app.inject(request);
              set.push(...[answer.headers['set-cookie'] ?? []].flat());
              return answer;
            },
    });
    await signIn(watched, 'erika');
    const session = set.filter((header) => header.startsWith(SESSION));
    expect(session.map(attributesOf)).toEqual([['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']]);
    expect(set.filter((header) => header.startsWith('fairslot-staff='))).toEqual([]);
  });

  it('is taken under no other name: another host of the domain could have set that', async () => {
    const { cookie } = await signIn(office.app, 'erika');
    const [, token] = cookie.split('=') as [string, string];
    expect((await pageAs(cookie)).statusCode).toBe(200);
    for (const name of ['fairslot-staff', '__Secure-fairslot-staff', '__host-fairslot-staff']) {
      const other = `${name}=${token}`;
      const page = await office.app.inject({ url: '/api/staff/windows', headers: { cookie: other } });
      const upload = await office.app.inject({
        method: 'POST',
        url: '/api/staff/case-register/imports?authority=stadt.example',
        headers: { cookie: other, 'content-type': 'text/csv' },
        payload: 'a\n',
      });
      expect([page.statusCode, upload.statusCode]).toEqual([401, 401]);
      await office.app.inject({ method: 'POST', url: '/staff/logout', headers: { cookie: other } });
    }
    expect((await pageAs(cookie)).statusCode).toBe(200);
  });

  it('comes from pages that tell browsers to come back over HTTPS only, and to show them in no frame', async () => {
    const { cookie } = await signIn(office.app, 'erika');
    for (const { headers } of [await pageAs(cookie), await office.app.inject('/de/staff'), await office.app.inject('/staff/login')]) {
      expect(headers['strict-transport-security']).toMatch(/^max-age=63072000/);
      expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    }
  });
});

describe('tokens in Entra’s shape', () => {
  it.each([
    ['erika', true],
    ['single', true],
    ['fritz', false],
    ['crowded', false],
  ])('%s sees the service of the office in their token: %s', async (login, sees) => {
    const page = await pageAs((await signIn(office.app, login)).cookie);
    expect([page.statusCode, page.body.includes('stadt.example/permit')]).toEqual([200, sees]);
  });

  it.each(['grouped', 'prefixless', 'nested'])('%s has no role of ours, and is refused', async (login) => {
    await expect(signIn(office.app, login)).rejects.toThrow('no-role');
  });

  it('groups can be roles, where an office has it so', async () => {
    const byGroups = await openOffice('groups');
    try {
      expect((await pageAs((await signIn(byGroups.app, 'grouped')).cookie, byGroups)).statusCode).toBe(200);
      await expect(signIn(byGroups.app, 'erika')).rejects.toThrow('no-role');
    } finally {
      await byGroups.stop();
    }
  });
});
