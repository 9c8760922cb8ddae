import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock';
import { officeDate, officeDay } from '../windows';

/** Appointments that were given up after acceptance, by who gave them up (docs/spec: log). */
export interface CancelledCount {
  readonly reason: string;
  readonly offers: number;
}

/** Numbers about a window's appointments that the public ledger does not have. Names nobody. */
@Injectable()
export class WindowFigures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** People who were checked in on the office's day, by finding. @param path `<authority>/<service>/<window>` */
  async checkedInToday(path: string): Promise<number> {
    const { from, until } = officeDay(officeDate(this.clock.seconds()));
    const [row]: { count: number }[] = await this.dataSource.query(
      `SELECT count(DISTINCT check_ins.offer_id)::integer AS count FROM check_ins JOIN offers ON offers.id = check_ins.offer_id
       JOIN draws ON draws.id = offers.draw_uuid JOIN windows ON windows.id = draws.window_id
       WHERE windows.path = $1 AND check_ins.outcome = 'matched' AND check_ins.checked_at >= to_timestamp($2) AND check_ins.checked_at < to_timestamp($3)`,
      [path, from, until],
    );
    return row!.count;
  }

  /** The most frequent reason first. */
  async cancelled(path: string): Promise<CancelledCount[]> {
    return this.dataSource.query(
      `SELECT coalesce(offers.reason, 'unknown') AS reason, count(*)::integer AS offers FROM offers
       JOIN draws ON draws.id = offers.draw_uuid JOIN windows ON windows.id = draws.window_id
       WHERE windows.path = $1 AND offers.state = 'cancelled' GROUP BY 1 ORDER BY 2 DESC, 1`,
      [path],
    );
  }
}
