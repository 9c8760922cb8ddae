import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock';

/** Milliseconds for which a count is shown again: nobody's chance changes in between, and everybody may ask. */
const SHOWN_FOR = 30_000;

/** How much a service is wanted now. */
interface Interest {
  /** Confirmed registrations of verified cases. */
  readonly registrations: number;
  /** Slots that these need: a family needs several. */
  readonly slots: number;
}

/** Counts those who wait for a service, for everybody to see. */
@Injectable()
export class InterestService {
  private readonly counted = new Map<string, Interest & { readonly at: number }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async count(serviceId: string): Promise<Interest> {
    const known = this.counted.get(serviceId);
    // A clock that was put back must not make a count last.
    if (known && Math.abs(this.clock.milliseconds() - known.at) < SHOWN_FOR) return known;
    const [row]: Interest[] = await this.dataSource.query(
      `SELECT count(*)::integer AS registrations, coalesce(sum(size), 0)::integer AS slots
       FROM registrations WHERE service_id = $1 AND state = 'standing'`,
      [serviceId],
    );
    const interest = { ...row!, at: this.clock.milliseconds() };
    this.counted.set(serviceId, interest);
    return interest;
  }
}
