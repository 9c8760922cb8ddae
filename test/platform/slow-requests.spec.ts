import { Body, Controller, type DynamicModule, Module, Post, SetMetadata } from '@nestjs/common';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { UploadGuard } from '../../src/platform/http';
import { PlatformModule } from '../../src/platform/platform.module';
import type { Runtime } from '../../src/platform/runtime';
import { startTestApp, type TestApp } from '../support/test-app';

class BelievingGuard extends UploadGuard {
  findUploader(): Promise<string> {
    return Promise.resolve('staff-1');
  }
}

@Controller()
@SetMetadata('fairslot:access', 'public')
class ThingsController {
  @Post('things')
  create(@Body() body: object): object {
    return body;
  }

  @Post('de/staff/tables')
  take(): string {
    return 'taken';
  }
}

@Module({})
class ThingsModule {
  static forRoot(runtime: Runtime): DynamicModule {
    const providers = [{ provide: UploadGuard, useClass: BelievingGuard }];
    return { module: ThingsModule, imports: [PlatformModule.forRoot(runtime)], providers, controllers: [ThingsController] };
  }
}

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ module: (runtime) => ThingsModule.forRoot(runtime), environment: { REQUEST_SECONDS: '1' } });
  await test.app.listen(0, '127.0.0.1');
});
afterAll(() => test.stop());

/** Sends the beginning of a request, then a byte now and then, until the service has enough. @returns what it answered */
async function sendSlowly(beginning: string, byte: string): Promise<string> {
  const socket = connect((test.app.getHttpServer().address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined).setEncoding('utf8');
  socket.write(beginning);
  const drip = setInterval(() => socket.write(byte), 50);
  try {
    return await readAll(socket);
  } finally {
    clearInterval(drip);
    socket.destroy();
  }
}

async function readAll(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (part: string) => (answer += part));
  await once(socket, 'close');
  return answer;
}

const headOf = (path: string, ...headers: string[]): string => [`POST ${path} HTTP/1.1`, 'host: a', ...headers, '', ''].join('\r\n');

it.each([
  ['nothing at all', '', ''],
  ['a head without end', 'POST /things HTTP/1.1\r\nhost: a\r\nx: ', 'y'],
  ['a body byte by byte', headOf('/things', 'content-type: application/json', 'content-length: 5000'), ' '],
  ['a body in endless pieces', headOf('/things', 'content-type: application/json', 'transfer-encoding: chunked'), '1\r\n \r\n'],
  [
    'a file that a member of staff uploads',
    headOf('/de/staff/tables', 'content-type: multipart/form-data; boundary=x', 'content-length: 5000'),
    'x',
  ],
])('%s is not waited for, and the answer says so', async (_, beginning, byte) => {
  const answer = await sendSlowly(beginning, byte);
  const [head, body] = answer.split('\r\n\r\n') as [string, string];
  expect(head.split('\r\n')[0]).toBe('HTTP/1.1 408 Request Timeout');
  expect(head).toMatch(/^content-type: application\/problem\+json; charset=utf-8$/im);
  expect(JSON.parse(body)).toMatchObject({ status: 408, code: 'request.timeout' });
});

it('what is no request at all is refused in the form of every refusal', async () => {
  const answer = await sendSlowly('nonsense\r\n\r\n', 'x');
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ status: 400, code: 'request.malformed' });
});

it('is no error of ours', () => {
  expect(test.log.lines().filter(({ level }) => level === 'error' || Number(level) >= 50)).toEqual([]);
});
