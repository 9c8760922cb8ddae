import { Injectable } from '@nestjs/common';
import type { BeaconChain } from '../../core';
import { Clock } from '../../platform/clock';
import { AppLogger } from '../../platform/logging';
import { BeaconSources } from './beacon/beacon-sources';

/** A difference worth a line in the log, in seconds. */
const NOTABLE_LAG = 30;

/**
 * The time by which lateness is judged: our own clock, or the time of the newest round that somebody can show, whichever is later.
 *
 * Against a clock that is slow: it would freeze or reveal after the round has become public and believe itself on time. A signed round
 * proves that its moment has passed. A clock that is fast can't be unmasked this way; it only makes us early, which changes no result.
 */
@Injectable()
export class ProvenClock {
  constructor(
    private readonly clock: Clock,
    private readonly sources: BeaconSources,
    private readonly logger: AppLogger,
  ) {}

  /** Unix seconds. Where no relay answers, our own clock alone. */
  async seconds(chain: BeaconChain): Promise<number> {
    const proven = await this.sources.get(chain).findProvenTime();
    const own = this.clock.seconds();
    if (proven !== null && proven - own > NOTABLE_LAG) {
      this.logger.warn(`this machine's clock is ${proven - own} s behind the beacon: please check its time service`);
    }
    return Math.max(own, proven ?? 0);
  }
}
