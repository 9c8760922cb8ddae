import { type DynamicModule, Module } from '@nestjs/common';
import { AppModule } from '../../../src/app.module';
import { DemoLoginModule } from '../../../src/demo/demo-login.module';
import { startDemoIdentityProvider } from '../../../src/demo/identity-provider';
import { STAFF, type StaffLogin } from '../../e2e/support/staff';
import { startTestApp, type TestApp } from '../../support';
import { DrawWorld, type WorldOptions } from '../../support/draw-world';
import { signIn } from '../../support/sign-in';

const PUBLIC_URL = 'http://127.0.0.1:65001';

@Module({})
class WithDemoLogin {
  static around(app: DynamicModule): DynamicModule {
    return { module: WithDemoLogin, imports: [DemoLoginModule, app] };
  }
}

export interface Shown {
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
  readonly type: string;
}

/** A world of draws with an office at which members of staff are signed in, without a browser. */
export interface StaffOffice {
  readonly world: DrawWorld;
  readonly app: TestApp;
  get(login: StaffLogin | null, path: string): Promise<Shown>;
  /** Sends a form; a list is a field that comes several times. */
  post(login: StaffLogin, path: string, fields?: Readonly<Record<string, string | readonly string[]>>): Promise<Shown>;
  /** Sends a form with a file, as browsers do. */
  upload(login: StaffLogin | null, path: string, file: string | Buffer, fields?: Readonly<Record<string, string>>): Promise<Shown>;
  /** Signs everybody in once more: sessions end when the clock moves on. */
  signInAgain(): Promise<void>;
  stop(): Promise<void>;
}

export async function openStaffOffice(logins: readonly StaffLogin[], options: WorldOptions = {}): Promise<StaffOffice> {
  const provider = await startDemoIdentityProvider(PUBLIC_URL, STAFF);
  const world = await DrawWorld.open(options);
  const { keysFile, staffFile } = world.test.runtime.config;
  const app = await startTestApp({
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
  const cookies = new Map<string, string>();
  const signInAgain = async (): Promise<void> => {
    for (const login of logins) cookies.set(login, (await signIn(app.app, login)).cookie);
  };
  await signInAgain();
  const ask = async (login: string | null, url: string, type?: string, payload?: string | Buffer): Promise<Shown> => {
    const headers = {
      accept: 'text/html',
      ...(login === null ? {} : { cookie: cookies.get(login)! }),
      ...(type === undefined ? {} : { 'content-type': type }),
    };
    const answer = await app.app.inject({ method: payload === undefined ? 'GET' : 'POST', url, headers, payload });
    const { statusCode: status, body } = answer;
    return { status, body, location: answer.headers.location, type: String(answer.headers['content-type']) };
  };
  return {
    world,
    app,
    get: (login, path) => ask(login, path),
    post: (login, path, fields = {}) => {
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string]));
      return ask(login, path, 'application/x-www-form-urlencoded', new URLSearchParams(pairs).toString());
    },
    upload: async (login, path, file, fields = {}) => {
      const form = new FormData();
      form.set('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'table.csv');
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      const request = new Response(form);
      return ask(login, path, request.headers.get('content-type')!, Buffer.from(await request.arrayBuffer()));
    },
    signInAgain,
    stop: async () => {
      await app.stop();
      await world.test.stop();
      await provider.stop();
    },
  };
}
