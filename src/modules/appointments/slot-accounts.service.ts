import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { timeOf } from '../../platform/clock';
import { UnitOfWork } from '../../platform/database';
import { SLOT_STATES, type SlotCounts, type SlotState } from '../slots';

/** Slots that staff gave by hand, by the code of the reason. */
interface GrantCount {
  readonly reason: string;
  readonly slots: number;
}

/** What has become of slots, of one window or of all of a service's. */
export interface SlotAccount {
  readonly slots: SlotCounts;
  readonly granted: readonly GrantCount[];
  readonly windows: number;
  /** Windows in which every slot has ended. */
  readonly closedOut: number;
  /** When the last of them was closed out; null while any of them lives. */
  readonly closedOutAt: string | null;
}

/** The public accounts of slots in counts, added up by the database. Slots are not people: these counts are exact (docs/spec: log). */
@Injectable()
export class SlotAccounts {
  /** Accounts of windows that are closed out, which never change. */
  private readonly closed = new Map<string, SlotAccount>();

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param path `<authority>/<service>/<window>`; empty for a window that is not announced */
  async ofWindow(path: string): Promise<SlotAccount> {
    const known = this.closed.get(path);
    if (known) return known;
    const account = await this.count(`path = $1`, path);
    if (account.closedOutAt !== null) this.closed.set(path, account);
    return account;
  }

  /** @param path `<authority>/<slug>` */
  async ofService(path: string): Promise<SlotAccount> {
    return this.count(`service_id = (SELECT id FROM services WHERE authority || '/' || slug = $1)`, path);
  }

  private async count(which: string, path: string): Promise<SlotAccount> {
    return this.unitOfWork.run(async (em) => {
      const announced = `SELECT id, path, closed_out_at FROM windows WHERE state <> 'planned' AND ${which}`;
      const states = await query<{ state: SlotState; count: number }>(
        em,
        `SELECT slots.state, count(*)::integer AS count FROM slots WHERE window_id IN (SELECT id FROM (${announced}) AS chosen) GROUP BY 1`,
        path,
      );
      const granted = await query<GrantCount>(
        em,
        `SELECT body::jsonb ->> 'reason' AS reason, sum(jsonb_array_length(body::jsonb -> 'slots'))::integer AS slots
         FROM log_entries WHERE type = 'slot.granted' AND subject IN (SELECT path FROM (${announced}) AS chosen) GROUP BY 1 ORDER BY 2 DESC, 1`,
        path,
      );
      const [ends] = await query<{ windows: number; closedOut: number; last: Date | null }>(
        em,
        `SELECT count(*)::integer AS windows, count(closed_out_at)::integer AS "closedOut", max(closed_out_at) AS last FROM (${announced}) AS chosen`,
        path,
      );
      const { windows, closedOut, last } = ends!;
      const closedOutAt = last !== null && closedOut === windows ? timeOf(last) : null;
      return { slots: slotCounts(states), granted, windows, closedOut, closedOutAt };
    }, 'REPEATABLE READ');
  }
}

function slotCounts(states: readonly { state: SlotState; count: number }[]): SlotCounts {
  const countOf = (state: SlotState): number => states.find((each) => each.state === state)?.count ?? 0;
  const counts = Object.fromEntries(SLOT_STATES.map((state) => [state, countOf(state)])) as Record<SlotState, number>;
  return { ...counts, total: states.reduce((sum, { count }) => sum + count, 0) };
}

function query<T>(em: EntityManager, sql: string, path: string): Promise<T[]> {
  return em.query(sql, [path]);
}
