import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { STAFF_OF_REQUEST, type StaffRequest } from '../staff-request';
import { otherOffice, routeClosed } from '../staff.errors';
import { type NamingRequest, officeRuleOf } from './office-rules';
import { ownedBy } from './office-things';

type Request = StaffRequest & NamingRequest & { method: string; routeOptions: { url?: string } };

/**
 * Keeps members of staff whose roles are good for some offices away from what belongs to others, by the table in office-rules.ts. Comes after
 * the StaffGuard. What does not exist is refused in the same words: ids teach nothing.
 */
@Injectable()
export class OfficeGuard implements CanActivate {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws DomainError `staff.other-office`, `staff.route-closed` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const offices = request[STAFF_OF_REQUEST]?.offices;
    if (!offices) return true;
    const rule = officeRuleOf(request.method, request.routeOptions.url ?? '');
    if (rule === null) throw routeClosed();
    if (typeof rule === 'string') return true;
    const named = rule.find(request);
    if (named === undefined || named === null || named === '') return true;
    if (typeof named !== 'string') throw otherOffice();
    if ((await ownedBy(this.dataSource.manager, offices, rule.thing, [named])).size === 0) throw otherOffice();
    return true;
  }
}
