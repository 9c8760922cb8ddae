import { Controller, Get, Module, SetMetadata } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PlatformModule } from '../../../src/platform/platform.module';
import {
  ACCESS,
  CurrentStaff,
  FreshTokens,
  Public,
  SHOW_TEXT,
  StaffModule,
  type StaffMember,
  type StaffRole,
} from '../../../src/modules/staff';
import { startTestApp, type TestApp } from '../../support';

/** What a duty comes to, for rooms that exist in no installation. */
const AllowRoles = (...roles: StaffRole[]) => SetMetadata(ACCESS, roles);

@Controller('doors')
class Doors {
  @Public()
  @Get('open')
  open(): string {
    return 'come in';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'nobody decided';
  }

  @AllowRoles('clerk', 'operator')
  @Get('counter')
  counter(@CurrentStaff() member: StaffMember): StaffMember {
    return member;
  }

  @AllowRoles('contributor')
  @Get('contribution')
  contribution(@CurrentStaff() { contributor }: StaffMember): string {
    return contributor!;
  }
}

@Controller('public-room')
@Public()
class PublicRoom {
  @Get('all')
  all(): string {
    return 'everybody';
  }

  @AllowRoles('auditor')
  @Get('one')
  one(): string {
    return 'auditors';
  }
}

describe('the guard before every route', () => {
  let started: TestApp;
  let app: NestFastifyApplication;
  const shown: string[] = [];

  beforeAll(async () => {
    const staff = StaffModule.forRole({ web: true, worker: false });
    const providers = [...staff.providers!, { provide: SHOW_TEXT, useValue: (text: string) => shown.push(text) }];
    @Module({})
    class Rooms {}
    started = await startTestApp({
      module: (runtime) => ({
        module: Rooms,
        imports: [PlatformModule.forRoot(runtime), { ...staff, providers }],
        controllers: [Doors, PublicRoom],
      }),
    });
    app = started.app;
    await app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await started.stop();
  });

  const tokenOf = (name: string): string => app.get(FreshTokens).tokens()!.get(name)!;
  const get = async (url: string, authorization?: string) => {
    const answer = await app.inject({ url, headers: authorization === undefined ? {} : { authorization } });
    return { status: answer.statusCode, body: String(answer.headers['content-type']).includes('json') ? answer.json() : answer.body };
  };

  it('lets everybody through a public door, whatever they carry', async () => {
    expect(await get('/doors/open')).toEqual({ status: 200, body: 'come in' });
    expect((await get('/doors/open', 'Bearer nonsense-nonsense')).status).toBe(200);
  });

  it('keeps a door shut that names nobody, for staff of every role too', async () => {
    for (const token of app.get(FreshTokens).tokens()!.values()) {
      expect(await get('/doors/forgotten', `Bearer ${token}`)).toMatchObject({ status: 403, body: { code: 'staff.route-closed' } });
    }
  });

  it.each([
    ['nothing', undefined],
    ['another scheme', 'Basic YWRtaW46YWRtaW4='],
    ['a token nobody has', `Bearer ${'x'.repeat(43)}`],
    ['a token too short', 'Bearer x'],
    ['an empty token', 'Bearer '],
    ['a hash instead of the token', 'hash'],
  ])('asks who is there when somebody brings %s', async (_, header) => {
    const { createHash } = await import('node:crypto');
    const authorization = header === 'hash' ? `Bearer ${createHash('sha256').update(tokenOf('clerk-1')).digest('hex')}` : header;
    expect(await get('/doors/counter', authorization)).toMatchObject({ status: 401, body: { code: 'staff.not-signed-in' } });
  });

  it('lets in who holds one of the roles, and tells the handler who it is', async () => {
    expect(await get('/doors/counter', `Bearer ${tokenOf('clerk-1')}`)).toEqual({
      status: 200,
      body: { name: 'clerk-1', person: 'file:clerk-1', roles: ['clerk'] },
    });
    expect((await get('/doors/counter', `bearer ${tokenOf('operator-1')}`)).status).toBe(200);
    expect(await get('/doors/contribution', `Bearer ${tokenOf('ombudsperson')}`)).toEqual({ status: 200, body: 'ombudsperson' });
  });

  it.each(['approver-1', 'auditor-1', 'administrator-1', 'hotline-1', 'hardship-officer-1', 'ombudsperson'])(
    'refuses %s at the counter: no role stands above the others',
    async (name) => {
      expect(await get('/doors/counter', `Bearer ${tokenOf(name)}`)).toMatchObject({ status: 403, body: { code: 'staff.not-allowed' } });
    },
  );

  it("reads a controller's word where a handler has none, and the handler's where it has one", async () => {
    expect((await get('/public-room/all')).status).toBe(200);
    expect((await get('/public-room/one')).status).toBe(401);
  });

  it('shows the fresh tokens once, when there is somewhere to use them', () => {
    expect(shown).toHaveLength(1);
    for (const [name, token] of app.get(FreshTokens).tokens()!) expect(shown[0]).toMatch(new RegExp(`${name} +${token}`));
  });
});
