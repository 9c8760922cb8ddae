import { type DynamicModule, Module } from '@nestjs/common';
import { AppModule } from '../../../../src/app.module';
import { DemoLoginModule } from '../../../../src/demo/demo-login.module';
import { type DemoAccount, startDemoIdentityProvider } from '../../../../src/demo/identity-provider';
import { signIn } from '../../../support/sign-in';
import { type Office, openOffice } from '../../appointments/drawn-window';

const PUBLIC_URL = 'http://127.0.0.1:65002';

@Module({})
class WithDemoLogin {
  static around(app: DynamicModule): DynamicModule {
    return { module: WithDemoLogin, imports: [DemoLoginModule, app] };
  }
}

export interface Seen {
  readonly status: number;
  readonly body: string;
  /** The page's words, tags taken out. */
  readonly words: string;
  readonly location: string | undefined;
}

/** An office at which these people are signed in. */
export interface StaffedOffice extends Office {
  get(login: string, path: string): Promise<Seen>;
  /** Posts a form as a browser does. */
  post(login: string, path: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Seen>;
  stop(): Promise<void>;
}

export async function openStaffedOffice(accounts: readonly DemoAccount[]): Promise<StaffedOffice> {
  const provider = await startDemoIdentityProvider(PUBLIC_URL, accounts);
  const office = await openOffice({
    environment: {
      PUBLIC_URL,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
      OIDC_PERSON_CLAIM: 'employee_number',
    },
    module: (runtime) => WithDemoLogin.around(AppModule.forRole({ web: true, worker: false }, runtime)),
  });
  const { app } = office.test;
  const cookies = new Map<string, string>();
  for (const { login } of accounts) cookies.set(login, (await signIn(app, login)).cookie);

  const send = async (login: string, method: 'GET' | 'POST', url: string, payload?: string): Promise<Seen> => {
    const type = payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = () => {
      const headers = { accept: 'text/html', cookie: cookies.get(login)!, ...type };
      return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    };
    let answer = await ask();
    if (answer.statusCode === 401) {
      // Days pass in a test; people sign in every morning.
      cookies.set(login, (await signIn(app, login)).cookie);
      answer = await ask();
    }
    const words = answer.body
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&')
      .replaceAll(/\s+/g, ' ');
    return { status: answer.statusCode, body: answer.body, words, location: answer.headers.location };
  };
  return {
    ...office,
    get: (login, path) => send(login, 'GET', path),
    post: (login, path, fields = {}) => {
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as [string, string]));
      return send(login, 'POST', path, new URLSearchParams(pairs).toString());
    },
    stop: async () => {
      await office.test.stop();
      await provider.stop();
    },
  };
}
