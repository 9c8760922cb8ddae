import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CONFIG, type Config } from '../../platform/config';
import { ACCESS, type Access } from './access.decorators';
import { readSessionCookie } from './session-cookie';
import { StaffAuthenticator } from './staff-authenticator';
import { STAFF_OF_REQUEST, type StaffRequest } from './staff-request';
import { notAllowed, notSignedIn, routeClosed } from './staff.errors';

/**
 * The one guard before every handler. A handler that says nothing about its callers, and whose controller says nothing
 * either, is refused: forgetting the decorator closes a route, it never opens one.
 */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: StaffAuthenticator,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws DomainError `staff.route-closed`, `staff.not-signed-in`, `staff.not-allowed` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (access === undefined) throw routeClosed();
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<StaffRequest>();
    const { authorization } = request.headers;
    const session = readSessionCookie(request.cookies, this.config.http.publicUrl);
    const member = await this.authenticator.authenticate({ authorization, session });
    if (member === null) throw notSignedIn();
    if (!access.some((role) => member.roles.includes(role))) throw notAllowed();
    request[STAFF_OF_REQUEST] = member;
    return true;
  }
}
