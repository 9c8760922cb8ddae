import { Injectable } from '@nestjs/common';
import { type Beacon, type BeaconChain, roundAt } from '../../../core';
import { ProvenClock } from '../proven-clock';
import { BeaconSources } from './beacon-sources';

/** Rounds of an announced chain, for what needs public randomness besides a draw. */
@Injectable()
export class BeaconRounds {
  constructor(
    private readonly sources: BeaconSources,
    private readonly clock: ProvenClock,
  ) {}

  /** The verified round; null if it does not exist yet or nobody can be reached. */
  async find(chain: BeaconChain, round: number): Promise<Beacon | null> {
    return this.sources.get(chain).findRound(round);
  }

  /** The first round that is due `seconds` from now or later, by the later of our clock and what the chain proves: nobody knows it yet. */
  async upcoming(chain: BeaconChain, seconds: number): Promise<number> {
    return roundAt(chain, (await this.clock.seconds(chain)) + seconds);
  }
}
