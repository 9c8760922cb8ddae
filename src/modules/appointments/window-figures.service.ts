import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock';
import { OFFICE_ZONE, officeDate, officeDay } from '../windows';

/** Appointments that were given up after acceptance, by who gave them up (docs/spec: log). */
export interface CancelledCount {
  readonly reason: string;
  readonly offers: number;
}

/** Days from the day of registration to the day of the appointment, of those who have one. Null where nobody has. */
export interface WaitingDays {
  readonly people: number;
  /** Half of them waited so long, or less. */
  readonly median: number | null;
  /** Nine in ten waited so long, or less. */
  readonly ninety: number | null;
}

/** Offers of a window ($1: its path): those of its draws, and appointments that were granted outside them. */
const OF_WINDOW = `offers.id IN (
  SELECT offers.id FROM offers JOIN draws ON draws.id = offers.draw_uuid JOIN windows ON windows.id = draws.window_id WHERE windows.path = $1
  UNION SELECT given.offer_id FROM offer_slots given JOIN slots ON slots.id = given.slot_uuid JOIN windows ON windows.id = slots.window_id
    JOIN offers granted ON granted.id = given.offer_id WHERE windows.path = $1 AND granted.draw_uuid IS NULL)`;

/** Numbers about a window's appointments that the public ledger does not have. Names nobody. */
@Injectable()
export class WindowFigures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** People who were checked in on the office's day. @param path `<authority>/<service>/<window>` */
  async checkedInToday(path: string): Promise<number> {
    const { from, until } = officeDay(officeDate(this.clock.seconds()));
    const [row]: { count: number }[] = await this.dataSource.query(
      `SELECT count(DISTINCT check_ins.offer_id)::integer AS count FROM check_ins JOIN offers ON offers.id = check_ins.offer_id
       WHERE ${OF_WINDOW} AND check_ins.outcome = 'matched' AND check_ins.checked_at >= to_timestamp($2) AND check_ins.checked_at < to_timestamp($3)`,
      [path, from, until],
    );
    return row!.count;
  }

  /** The most frequent reason first. */
  async cancelled(path: string): Promise<CancelledCount[]> {
    return this.dataSource.query(
      `SELECT coalesce(offers.reason, 'unknown') AS reason, count(*)::integer AS offers FROM offers
       WHERE ${OF_WINDOW} AND offers.state = 'cancelled' GROUP BY 1 ORDER BY 2 DESC, 1`,
      [path],
    );
  }

  /** Of everybody who has accepted an appointment in the window and has not given it up. */
  async waits(path: string): Promise<WaitingDays> {
    const [row]: WaitingDays[] = await this.dataSource.query(
      `SELECT count(*)::integer AS people, (percentile_disc(0.5) WITHIN GROUP (ORDER BY days))::integer AS median,
         (percentile_disc(0.9) WITHIN GROUP (ORDER BY days))::integer AS ninety
       FROM (SELECT (min(slots.starts_at) AT TIME ZONE $2)::date - (registration.received_at AT TIME ZONE $2)::date AS days
         FROM offers JOIN offer_slots given ON given.offer_id = offers.id JOIN slots ON slots.id = given.slot_uuid
         JOIN registrations registration ON registration.id = offers.registration_id
         WHERE ${OF_WINDOW} AND offers.state IN ('accepted', 'attended', 'missed') GROUP BY offers.id, registration.received_at) waited`,
      [path, OFFICE_ZONE],
    );
    return row!;
  }
}
