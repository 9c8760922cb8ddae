import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { RegistrationState } from './registration.entity';

export type RegistrationCounts = Readonly<Record<RegistrationState, number>>;

const STATES: readonly RegistrationState[] = [
  'unconfirmed',
  'in_review',
  'standing',
  'offered',
  'served',
  'withdrawn',
  'excluded',
  'ended',
];

/** How many registrations there are. For those who plan and report; names nobody. */
@Injectable()
export class RegistrationNumbers {
  constructor(private readonly dataSource: DataSource) {}

  /** A service's registrations by where they are now. */
  async byState(serviceId: string): Promise<RegistrationCounts> {
    const rows: { state: RegistrationState; count: number }[] = await this.dataSource.query(
      `SELECT state, count(*)::integer AS count FROM registrations WHERE service_id = $1 GROUP BY state`,
      [serviceId],
    );
    const found = new Map(rows.map(({ state, count }) => [state, count]));
    return Object.fromEntries(STATES.map((state) => [state, found.get(state) ?? 0])) as Record<RegistrationState, number>;
  }

  /** Confirmed registrations of a service that came in from one moment until before another (unix seconds). */
  async receivedBetween(serviceId: string, from: number, until: number): Promise<number> {
    const [row]: { count: number }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS count FROM registrations
       WHERE service_id = $1 AND confirmed_at IS NOT NULL AND received_at >= to_timestamp($2) AND received_at < to_timestamp($3)`,
      [serviceId, from, until],
    );
    return row!.count;
  }
}
