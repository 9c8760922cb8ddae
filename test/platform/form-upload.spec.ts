import { Body, Controller, type DynamicModule, Module, Post, SetMetadata } from '@nestjs/common';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { UploadGuard, type UploadSender } from '../../src/platform/http';
import { PlatformModule } from '../../src/platform/platform.module';
import type { Runtime } from '../../src/platform/runtime';
import { startTestApp, type TestApp } from '../support/test-app';
import { waitFor } from '../support/wait-for';

const PAGE = '/de/staff/tables';
const FORM = 'multipart/form-data; boundary=cut';
const LONGEST = 4096;

/** Whoever brings a name is believed: what a session is, other tests know. */
class BelievingGuard extends UploadGuard {
  findUploader({ cookies }: UploadSender): Promise<string | null> {
    return Promise.resolve(cookies?.who ?? null);
  }
}

@Controller()
@SetMetadata('fairslot:access', 'public')
class TablesController {
  @Post(PAGE)
  take(@Body() body: Record<string, string | string[]>): Record<string, number | number[]> {
    const sizeOf = (value: string | string[]): number | number[] =>
      Array.isArray(value) ? value.map((each) => each.length) : value.length;
    return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, sizeOf(value)]));
  }
}

@Module({})
class TablesModule {
  static forRoot(runtime: Runtime): DynamicModule {
    const providers = [{ provide: UploadGuard, useClass: BelievingGuard }];
    return { module: TablesModule, imports: [PlatformModule.forRoot(runtime)], providers, controllers: [TablesController] };
  }
}

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ module: (runtime) => TablesModule.forRoot(runtime), environment: { BODY_LIMIT: String(LONGEST) } });
  await test.app.listen(0, '127.0.0.1');
});
afterAll(() => test.stop());

type Part = readonly [name: string, value: string, file?: string];

const formOf = (parts: readonly Part[]): string =>
  parts
    .map(([name, value, file]) => {
      const isFile = file === undefined ? '' : `; filename="${file}"\r\ncontent-type: text/csv`;
      return `--cut\r\ncontent-disposition: form-data; name="${name}"${isFile}\r\n\r\n${value}\r\n`;
    })
    .join('') + '--cut--\r\n';

async function post(payload: string | Buffer, type = FORM, who = 'staff-1', url = PAGE): Promise<{ status: number; code?: string }> {
  const answer = await test.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, cookie: `who=${who}` } });
  return { status: answer.statusCode, ...answer.json<object>() };
}

it('takes a file, texts beside it, and a field that comes several times as a list', async () => {
  const parts: Part[] = [
    ['act', 'check'],
    ['day', 'mo'],
    ['day', 'di'],
    ['file', 'x'.repeat(1_000_000), 'table.csv'],
  ];
  expect(await post(formOf(parts))).toEqual({ status: 201, act: 5, day: [2, 2], file: 1_000_000 });
  expect(await post(formOf(parts), 'multipart/form-data; boundary="cut"; charset=utf-8')).toMatchObject({ status: 201 });
});

it.each(['/de/tables', '/api/staff/tables'])('takes none at %s, whoever sends it', async (url) => {
  expect(await post(formOf([['file', 'x', 'a.csv']]), FORM, 'staff-1', url)).toMatchObject({ status: 401, code: 'staff.not-signed-in' });
});

it.each([
  ['one name', () => 'a'],
  ['many names', (i: number) => `a${i}`],
])('refuses more fields than any form has, of %s, however short', async (_, nameOf) => {
  const parts = (count: number): string => formOf(Array.from({ length: count }, (_, i) => [nameOf(i), ''] as const));
  expect(await post(parts(200))).toMatchObject({ status: 201 });
  expect(await post(parts(201))).toMatchObject({ status: 400, code: 'request.too-many-fields', details: { most: 200 } });
  // As many as there is room for: the answer must not wait until somebody has looked at all.
  expect(await post(parts(400_000))).toMatchObject({ status: 400, code: 'request.too-many-fields' });
});

it('lets one field of a form be longer than other requests, and no name of a field', async () => {
  const long = 'x'.repeat(LONGEST + 1);
  expect(
    await post(
      formOf([
        ['file', long],
        ['act', long],
      ]),
    ),
  ).toMatchObject({ status: 400, code: 'request.field-too-long', field: 'act' });
  expect(await post(formOf([['n'.repeat(201), 'x']]))).toMatchObject({ status: 400, code: 'request.field-too-long' });
});

it.each([
  ['no boundary', 'multipart/form-data'],
  ['another boundary', 'multipart/form-data; boundary=other'],
  ['a boundary that is no word', 'multipart/form-data; boundary="a\\"b"'],
])('refuses a form with %s', async (_, type) => {
  expect(await post(formOf([['a', 'b']]), type)).toMatchObject({ status: 400, code: 'request.malformed' });
});

it('refuses a file in another encoding', async () => {
  const [before, after] = formOf([['file', '|', 'a.csv']]).split('|') as [string, string];
  const body = Buffer.concat([Buffer.from(before), Buffer.from('gr\xfcn', 'latin1'), Buffer.from(after)]);
  expect(await post(body)).toMatchObject({ status: 400, code: 'request.not-utf8' });
});

/** Begins to upload, and does not go on. */
async function beginUpload(who: string): Promise<ClientRequest> {
  const headers = { 'content-type': FORM, 'content-length': 1_000_000, cookie: `who=${who}` };
  const sending = request(`${await test.app.getUrl()}${PAGE}`, { method: 'POST', headers });
  sending.on('error', () => undefined);
  sending.write('--cut\r\n');
  return sending;
}

it('takes one upload of a member at a time, and the next when that is done or its sender gone', async () => {
  const small = formOf([['a', 'b']]);
  const sending = await beginUpload('staff-1');
  await waitFor(async () => (await post(small)).code === 'request.one-upload-at-a-time');
  expect(await post(small)).toMatchObject({ status: 429 });
  expect(await post(small, FORM, 'staff-2')).toMatchObject({ status: 201 });
  sending.destroy();
  await waitFor(async () => (await post(small)).status === 201);
  expect(await post(small)).toMatchObject({ status: 201 });
});

it('answers the second upload of a member at once, whatever its sender goes on sending', async () => {
  const first = await beginUpload('staff-3');
  await waitFor(async () => (await post('', FORM, 'staff-3')).status === 429);
  const second = await beginUpload('staff-3');
  const [answer] = (await once(second, 'response')) as [{ statusCode: number; headers: object }];
  expect(answer).toMatchObject({ statusCode: 429, headers: { connection: 'close', 'retry-after': '5' } });
  first.destroy();
  second.destroy();
});
