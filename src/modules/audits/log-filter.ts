import type { LogFilter } from '../audit-log';
import { officeDay } from '../windows';
import { AuditError } from './audits.errors';

/** A filter as it stands in an address: days of the office's calendar. */
export interface LogSearch {
  readonly type?: LogFilter['type'];
  readonly about?: string;
  readonly from?: string;
  readonly until?: string;
}

/** @throws AuditError `audit.no-such-day` */
export function logFilterOf({ type, about, from, until }: LogSearch): LogFilter {
  return {
    ...(type === undefined ? {} : { type }),
    ...(about === undefined || about === '' ? {} : { about }),
    ...(from === undefined ? {} : { from: day('from', from).from }),
    ...(until === undefined ? {} : { until: day('until', until).until - 1 }),
  };
}

function day(field: 'from' | 'until', date: string): { from: number; until: number } {
  try {
    return officeDay(date);
  } catch {
    throw new AuditError('audit.no-such-day', { field });
  }
}
