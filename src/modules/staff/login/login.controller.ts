import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../../platform/config';
import { CurrentStaff, Public, Requires } from '../access.decorators';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../session-cookie';
import { type LiveMember, StaffSessions } from '../sessions/staff-sessions.service';
import type { StaffMember } from '../staff-member';
import { loginRefused } from '../staff.errors';
import { IdentityProvider } from './identity-provider';
import { LoginCookie } from './login-cookie';

export class LoginQuery {
  /** A page of the office's side, and no other host's: `/de/staff/…`. */
  @IsOptional()
  @Matches(/^\/[a-z-]{2,9}\/staff(\/[A-Za-z0-9_-][A-Za-z0-9._~-]*)*$/)
  to?: string;
}

const START = '/de/staff';

/** In and out. The provider proves who somebody is; what they may do here is our own table. */
@ApiExcludeController()
@Controller('staff')
export class LoginController {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly sessions: StaffSessions,
    private readonly cookie: LoginCookie,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Get('login')
  async login(@Query() { to }: LoginQuery, @Res() reply: FastifyReply): Promise<void> {
    const { address, attempt } = await this.provider.begin();
    this.cookie.write(reply, attempt, to ?? START);
    redirect(reply, address.href);
  }

  /** The provider sends the browser back here. A fresh session id is made whatever cookie came along. */
  @Public()
  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const remembered = this.cookie.take(request, reply);
    if (remembered === null) throw loginRefused('not-begun-here');
    const at = request.url.indexOf('?');
    const person = await this.provider.finish(at < 0 ? '' : request.url.slice(at), remembered.attempt);
    setSessionCookie(reply, this.config.http.publicUrl, await this.sessions.start(person));
    redirect(reply, remembered.to);
  }

  /** Out here and at the provider. Whoever is out already is out. */
  @Public()
  @Post('logout')
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = readSessionCookie(request.cookies, this.config.http.publicUrl);
    const idToken = token === undefined ? null : await this.sessions.end(token);
    clearSessionCookie(reply, this.config.http.publicUrl);
    const address = idToken === null ? null : await this.provider.logoutAddress(idToken).catch(() => null);
    if (address === null) return redirect(reply, '/');
    // Not a redirect: the policy keeps forms on this host, and browsers count where they are led as theirs.
    void reply
      .header('refresh', `0; url=${address.href}`)
      .header('cache-control', 'no-store')
      .type('text/plain; charset=utf-8')
      .send('Abgemeldet. Signed out.\n');
  }
}

export class MemberParam {
  @Matches(/^staff-\d{1,9}$/)
  name: string;
}

/** For the day somebody leaves, or a laptop is lost. */
@Controller('api/staff/members')
export class SessionsController {
  constructor(private readonly sessions: StaffSessions) {}

  /** Who is signed in. */
  @Requires('end-sessions')
  @Get()
  async list(): Promise<LiveMember[]> {
    return this.sessions.listLive();
  }

  /** Ends every session of one member at once. */
  @Requires('end-sessions')
  @Post(':name/end-sessions')
  @HttpCode(200)
  async endAll(@Param() { name }: MemberParam, @CurrentStaff() administrator: StaffMember): Promise<{ ended: number }> {
    return { ended: await this.sessions.endAllOf(name, administrator) };
  }
}

function redirect(reply: FastifyReply, address: string): void {
  void reply.status(303).header('location', address).header('cache-control', 'no-store').send();
}
