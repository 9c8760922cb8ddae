import { Body, Controller, type DynamicModule, Module, Post, SetMetadata } from '@nestjs/common';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { FreshTokens, SHOW_TEXT, StaffModule } from '../../src/modules/staff';
import { PlatformModule } from '../../src/platform/platform.module';
import type { Runtime } from '../../src/platform/runtime';
import { startTestApp, type TestApp } from '../support/test-app';

const STAFF = '/api/staff/tables';
const PUBLIC = '/tables';
const LARGE = 30 * 1024 * 1024;

@Controller()
class TablesController {
  @Post(PUBLIC)
  @SetMetadata('fairslot:access', 'public')
  everybody(@Body() body: unknown): number {
    return String(body).length;
  }

  @Post(STAFF)
  @SetMetadata('fairslot:access', ['operator'])
  operators(@Body() body: unknown): number {
    return String(body).length;
  }
}

@Module({})
class TablesModule {
  static forRoot(runtime: Runtime, staff: DynamicModule[]): DynamicModule {
    return { module: TablesModule, imports: [PlatformModule.forRoot(runtime), ...staff], controllers: [TablesController] };
  }
}

const NOT_SIGNED_IN = { status: 401, type: 'application/problem+json; charset=utf-8', code: 'staff.not-signed-in' };

async function post({ app }: TestApp, url: string, payload: string | Buffer, headers: Record<string, string>) {
  const answer = await app.inject({ method: 'POST', url, payload, headers });
  const type = String(answer.headers['content-type']);
  const { code } = type.includes('json') ? answer.json<{ code?: string }>() : {};
  return { status: answer.statusCode, type, code, body: answer.body };
}

describe('tables as a body', () => {
  let test: TestApp;
  beforeAll(async () => {
    const staff = StaffModule.forRole({ web: true, worker: false });
    const providers = [...staff.providers!, { provide: SHOW_TEXT, useValue: () => undefined }];
    test = await startTestApp({ module: (runtime) => TablesModule.forRoot(runtime, [{ ...staff, providers }]) });
    await test.app.listen(0, '127.0.0.1');
  });
  afterAll(() => test.stop());

  const bearer = (name: string): string => `Bearer ${test.app.get(FreshTokens, { strict: false }).tokens()!.get(name)!}`;
  const wrong = `Bearer ${'x'.repeat(43)}`;

  it.each(['text/csv', 'Text/CSV', 'TEXT/CSV; charset=utf-8', '\u00a0text/csv', 'text/csv ;header=present'])(
    'are refused on a public route as %j, whoever sends them',
    async (type) => {
      for (const authorization of [wrong, bearer('operator-1')]) {
        expect(await post(test, PUBLIC, 'a,b', { 'content-type': type, authorization })).toMatchObject(NOT_SIGNED_IN);
      }
    },
  );

  it.each(['text/csv', 'Text/CSV', 'TEXT/CSV; charset=utf-8'])('are taken on a staff route as %j from who is signed in', async (type) => {
    const answer = await post(test, STAFF, Buffer.alloc(LARGE, 'a'), { 'content-type': type, authorization: bearer('operator-1') });
    expect(answer).toMatchObject({ status: 201, body: String(LARGE) });
  });

  it('need the right role as everything else does', async () => {
    const answer = await post(test, STAFF, 'a,b', { 'content-type': 'text/csv', authorization: bearer('clerk-1') });
    expect(answer).toMatchObject({ status: 403, code: 'staff.not-allowed' });
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: wrong }],
    ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
  ])('are refused with %s before they are read', async (_, headers: Record<string, string>) => {
    const sending = request(`${await test.app.getUrl()}${STAFF}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'content-length': LARGE, ...headers },
    });
    sending.on('error', () => undefined);
    // The rest never comes: an answer means that nobody waits for it.
    sending.write('a,b\n');
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(401);
    expect(answer.headers).toMatchObject({ 'content-type': NOT_SIGNED_IN.type, 'www-authenticate': 'Bearer', connection: 'close' });
    const chunks = (await answer.toArray()) as Buffer[];
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ status: 401, code: 'staff.not-signed-in' });
    sending.destroy();
  });

  it('leave other bodies alone', async () => {
    expect(await post(test, PUBLIC, '{}', { 'content-type': 'application/json' })).toMatchObject({ status: 201 });
    expect(await post(test, PUBLIC, 'a', { 'content-type': 'text/csvx' })).toMatchObject({ status: 415 });
  });
});

describe('tables as a body where there is no staff', () => {
  it('are taken from nobody, and that is no error of ours', async () => {
    const test = await startTestApp({ module: (runtime) => TablesModule.forRoot(runtime, []) });
    const headers = { 'content-type': 'text/csv', authorization: `Bearer ${'x'.repeat(43)}` };
    expect(await post(test, STAFF, 'a,b', headers)).toMatchObject(NOT_SIGNED_IN);
    expect(test.log.lines().filter(({ level }) => level === 'error' || Number(level) >= 50)).toEqual([]);
    await test.stop();
  });
});
