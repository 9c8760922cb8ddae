import { Body, Controller, type DynamicModule, Get, Module, type OnModuleDestroy, Param, Post, SetMetadata } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsEmail, IsInt, IsString, Length, Min, ValidateNested } from 'class-validator';
import { QueryFailedError } from 'typeorm';
import { DomainError, type ErrorKind, ERROR_KINDS, ProblemFilter } from '../../src/platform/http';
import { PlatformModule } from '../../src/platform/platform.module';
import type { Runtime } from '../../src/platform/runtime';
import { startTestApp, type TestApp } from '../support/test-app';
import { createTestLogger } from '../support/test-logger';
import { waitFor } from '../support/wait-for';

class WishDto {
  @IsString()
  @Length(1, 10)
  group: string;

  @IsInt()
  @Min(0)
  rank: number;
}

class ThingDto {
  @IsEmail()
  email: string;

  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => WishDto)
  wishes: WishDto[];
}

const ERRORS: Record<string, () => Error> = {
  internal: () => new Error('password hunter2 at /srv/fairslot'),
  database: () => new QueryFailedError('SELECT secret', ['Amina'], Object.assign(new Error('bad input: "Amina"'), { code: '22P02' })),
  'database-away': () => new QueryFailedError('SELECT 1', [], Object.assign(new Error('terminating'), { code: '57P01' })),
  located: () => new DomainError('invalid', 'import.bad-line', 'A line is wrong.', { field: 'file', line: 7, details: { most: 5 } }),
};

@Controller('things')
@SetMetadata('fairslot:access', 'public')
class ThingsController implements OnModuleDestroy {
  static release: (() => void) | undefined;
  whenStopping: () => Promise<void> = () => Promise.resolve();

  @Get('slow')
  async slow(): Promise<string> {
    await new Promise<void>((resolve) => (ThingsController.release = resolve));
    return 'done';
  }

  onModuleDestroy(): Promise<void> {
    return this.whenStopping();
  }

  @Post()
  create(@Body() thing: ThingDto): ThingDto {
    return thing;
  }

  @Get('kinds/:kind')
  kind(@Param('kind') kind: ErrorKind): void {
    throw new DomainError(kind, `test.${kind}`, 'Because.');
  }

  @Get('errors/:name')
  error(@Param('name') name: string): void {
    throw ERRORS[name]!();
  }
}

@Module({})
class ThingsModule {
  static forRoot(runtime: Runtime): DynamicModule {
    return { module: ThingsModule, imports: [PlatformModule.forRoot(runtime)], controllers: [ThingsController] };
  }
}

describe('http', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ module: (runtime) => ThingsModule.forRoot(runtime), environment: { BODY_LIMIT: '2000' } });
  });
  afterAll(() => test.stop());

  const good = { email: 'a@example.org', wishes: [{ group: 'a', rank: 1 }] };

  /** Posts a body as it is and gives status, type and parsed answer. */
  async function post(body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await test.app.inject({ method: 'POST', url: '/things', headers, payload });
    return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json<Record<string, unknown>>() };
  }

  it('lets good input through', async () => {
    expect(await post(good)).toMatchObject({ status: 201, body: good });
  });

  it('answers wrong fields with one entry for each mistake, by its path, and never repeats a value', async () => {
    const answer = await post({
      email: 'hunter2',
      wishes: [
        { group: 'a', rank: 1 },
        { group: '', rank: -1, extra: 1 },
      ],
      remark: 'x',
    });
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json; charset=utf-8',
      body: { type: 'urn:fairslot:problem:request.invalid', title: 'Bad request', status: 400, code: 'request.invalid' },
    });
    const errors = answer.body.errors as { field: string; code: string; message: string }[];
    expect(errors.map(({ field, code }) => `${field} ${code}`).sort()).toEqual([
      'email is-email',
      'remark unknown-field',
      'wishes[1].extra unknown-field',
      'wishes[1].group is-length',
      'wishes[1].rank min',
    ]);
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  it.each([
    ['a number as text', { ...good, wishes: [{ group: 'a', rank: '1' }] }, 'wishes[0].rank is-int'],
    ['a fraction', { ...good, wishes: [{ group: 'a', rank: 1.5 }] }, 'wishes[0].rank is-int'],
    ['null', { ...good, email: null }, 'email is-email'],
    ['an object instead of a list', { ...good, wishes: { 0: { group: 'a', rank: 1 } } }, 'wishes is-array'],
    ['nothing in a list', { ...good, wishes: [null] }, 'wishes'],
    ['a number instead of an object', { ...good, wishes: [1] }, 'wishes'],
    ['a prototype', '{"email":"a@example.org","wishes":[],"__proto__":{"admin":true}}', ''],
  ])('refuses %s', async (_, body, expected) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    const errors = (answer.body.errors ?? []) as { field: string; code: string }[];
    expect(errors.map(({ field, code }) => `${field} ${code}`).join()).toContain(expected);
  });

  it('answers at most fifty mistakes', async () => {
    const answer = await post({ email: 'a@example.org', wishes: Array.from({ length: 99 }, () => ({})) });
    expect(answer.body.errors).toHaveLength(50);
  });

  it.each([
    ['a list as body', '[]', 400, 'request.invalid'],
    ['malformed JSON', '{"email":', 400, 'request.malformed'],
    ['an empty body', '', 400, 'request.malformed'],
    ['a body that is too large', JSON.stringify({ email: 'x'.repeat(3000) }), 413, 'request.too-large'],
  ])('refuses %s', async (_, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, type: 'application/problem+json; charset=utf-8', body: { status, code } });
  });

  it.each([['text/xml'], ['text/plain'], ['nonsense']])('refuses the media type %s', async (type) => {
    expect(await post('<a/>', { 'content-type': type })).toMatchObject({ status: 415, body: { code: 'request.unsupported-media-type' } });
  });

  it.each([
    ['GET', '/nowhere', 404, 'request.no-such-route'],
    ['DELETE', '/things', 404, 'request.no-such-route'],
    ['GET', '/things/%', 400, 'request.malformed'],
    ['GET', `/things/kinds/${'x'.repeat(300)}`, 414, 'request.address-too-long'],
  ] as const)('answers %s %s', async (method, url, status, code) => {
    const answer = await test.app.inject({ method, url });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.body).not.toContain('nowhere');
  });

  it('knows a status for every kind of refusal', async () => {
    const statuses = await Promise.all(
      ERROR_KINDS.map(async (kind) => [kind, (await test.app.inject(`/things/kinds/${kind}`)).statusCode]),
    );
    expect(Object.fromEntries(statuses)).toEqual({
      invalid: 400,
      unauthenticated: 401,
      forbidden: 403,
      'not-found': 404,
      conflict: 409,
      'too-late': 410,
      'too-many': 429,
      unavailable: 503,
    });
  });

  it('tells where in a file the mistake is', async () => {
    const answer = await test.app.inject('/things/errors/located');
    expect(answer.json()).toMatchObject({ code: 'import.bad-line', field: 'file', line: 7, details: { most: 5 } });
  });

  it.each(['internal', 'database'])('answers an unexpected error (%s) with 500 and none of its words, and logs it', async (name) => {
    const answer = await test.app.inject(`/things/errors/${name}`);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal', detail: 'Something went wrong on our side. It was recorded.' });
    expect(answer.body).not.toMatch(/hunter2|Amina|SELECT|srv/);
    const line = test.log.lines().findLast((each) => each.msg === 'request failed')!;
    expect(line).toMatchObject({ level: 'error', route: '/things/errors/:name', status: 500 });
    expect(JSON.stringify(line)).not.toMatch(/Amina|SELECT/);
  });

  it('says that it is away, and when to come back, while the database is', async () => {
    const answer = await test.app.inject('/things/errors/database-away');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.json()).toMatchObject({ code: 'service.unavailable' });
  });

  it.each(['/health/live', '/nowhere', '/things/%'])('protects what browsers do with %s', async (url) => {
    const { headers } = await test.app.inject(url);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' });
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('refuses requests that other sites make in somebody’s browser', async () => {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect(await post(good, headers)).toMatchObject({ status: 403, body: { code: 'request.forbidden' } });
    expect(await post(good, { ...headers, 'sec-fetch-site': 'same-origin' })).toMatchObject({ status: 201 });
  });

  it('describes itself', async () => {
    const description = await test.app.inject('/api/openapi.json');
    expect(description.json()).toMatchObject({ info: { title: 'Fairslot' }, paths: { '/things': { post: {} } } });
    expect((await test.app.inject('/api/docs')).statusCode).toBe(200);
  });

  it('is live, and ready while database and queue answer', async () => {
    expect((await test.app.inject('/health/live')).json()).toEqual({ status: 'ok' });
    expect((await test.app.inject('/health/ready')).json()).toEqual({ status: 'ok' });
  });

  it('names the request in the line about its failure where the log tells nothing else', () => {
    const { logger, lines } = createTestLogger('error');
    const request = { id: 'request-1', method: 'GET', routeOptions: { url: '/things/:id' } };
    const http = { getRequest: () => request, getResponse: () => ({ sent: true }) };
    new ProblemFilter(logger).catch(new Error('boom'), { switchToHttp: () => http } as never);
    expect(lines()).toMatchObject([{ msg: 'request failed', request: 'request-1', route: '/things/:id', status: 500 }]);
  });

  it('gives every line of one request the same number, and no line an address', async () => {
    await test.app.inject('/things/kinds/conflict?token=s3cret');
    const line = test.log.lines().findLast((each) => each.msg === 'request')!;
    expect(line).toMatchObject({
      method: 'GET',
      route: '/things/kinds/:kind',
      status: 409,
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(test.log.text()).not.toContain('s3cret');
  });
});

describe('http at shutdown', () => {
  it('finishes the request it is at, sends others away, and does not wait for idle connections', async () => {
    const test = await startTestApp({ module: (runtime) => ThingsModule.forRoot(runtime) });
    const { app } = test;
    await app.listen(0, '127.0.0.1');
    const address = await app.getUrl();
    await (await fetch(`${address}/health/live`)).text();
    const running = fetch(`${address}/things/slow`);
    await waitFor(() => ThingsController.release, 'the request to be running');
    const refused = new Promise<number>((resolve) => {
      // The moment when nothing is closed yet and everything is about to be.
      app.get(ThingsController).whenStopping = async () => resolve((await app.inject('/health/live')).statusCode);
    });
    const stopped = test.stop();
    expect(await refused).toBe(503);
    ThingsController.release!();
    expect((await running).status).toBe(200);
    await stopped;
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });
});

describe('http when the queue is away', () => {
  it('is live but not ready', async () => {
    const test = await startTestApp({
      module: (runtime) =>
        PlatformModule.forRoot({ ...runtime, queue: { ...runtime.queue, ping: () => Promise.reject(new Error('gone')) } }),
    });
    expect((await test.app.inject('/health/live')).statusCode).toBe(200);
    const ready = await test.app.inject('/health/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({ code: 'health.not-ready', details: { database: 'up', queue: 'down' } });
    await test.stop();
  });
});
