import { AsyncLocalStorage } from 'node:async_hooks';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Observable } from 'rxjs';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { STAFF_OF_REQUEST, type StaffRequest } from '../staff-request';
import { type OfficeThing, ownedBy, ownedCondition } from './office-things';

const storage = new AsyncLocalStorage<readonly string[]>();

/** Lets lists know, however deep below the handler, which offices the member who asks is for. */
@Injectable()
export class OfficesOfRequest implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const offices = context.switchToHttp().getRequest<StaffRequest>()[STAFF_OF_REQUEST]?.offices;
    if (!offices) return next.handle();
    return new Observable((subscriber) => storage.run(offices, () => next.handle().subscribe(subscriber)));
  }
}

/**
 * What the member of staff who is asking may see of a list: everything, unless their roles are good for some offices only. Jobs and applicants
 * see all. For lists (`own-list` in office-rules.ts) that hold all there is; who names one thing is stopped at the door.
 */
export async function keepOwn<T>(em: EntityManager, thing: OfficeThing, rows: readonly T[], idOf: (row: T) => string): Promise<T[]> {
  const offices = storage.getStore();
  if (!offices) return [...rows];
  const own = await ownedBy(em, offices, thing, rows.map(idOf));
  return rows.filter((row) => own.has(idOf(row)));
}

/** As {@link keepOwn}, for lists that end somewhere: asked before the limit counts, so that another office's rows take nobody's place. @param column as the query calls it */
export function onlyOwn<T extends ObjectLiteral>(query: SelectQueryBuilder<T>, thing: OfficeThing, column: string): SelectQueryBuilder<T> {
  return query.andWhere(ownedCondition(thing, column, ':ownOffices'), { ownOffices: officesOfRequest() });
}

/** As {@link onlyOwn}, for SQL. @param offices the parameter whose value is {@link officesOfRequest} */
export const isOwn = ownedCondition;

/** Slugs; null: all offices. */
export function officesOfRequest(): readonly string[] | null {
  return storage.getStore() ?? null;
}
