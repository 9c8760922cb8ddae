import { derivePracticeChain, type BeaconChain } from '../../../core';
import type { Clock } from '../../../platform/clock';
import type { AppLogger } from '../../../platform/logging';
import type { BeaconSource } from './beacon-source';
import { DrandHttpBeacon } from './drand-http.beacon';
import { PracticeBeacon } from './practice.beacon';

/** What the process knows about reaching beacons. */
interface BeaconAccess {
  /** Relays of public chains, in the order in which they are asked. */
  relays: readonly string[];
  /** Secret key of the practice chain, 64 hex. Its genesis and period stand in each announcement. */
  practiceSecret: string;
}

/**
 * Finds the source for a chain. The chain is always the announced one of a draw, not a setting: a deployment that moves to another
 * beacon still finishes what it announced over the old one.
 */
export class BeaconSources {
  private readonly sources = new Map<string, BeaconSource>();

  constructor(
    private readonly access: BeaconAccess,
    private readonly clock: Clock,
    private readonly logger: Pick<AppLogger, 'warn'>,
  ) {}

  /** @throws Error if the chain is a practice chain of another key: nobody here can sign its rounds */
  get(chain: BeaconChain): BeaconSource {
    const known = this.sources.get(chain.chainHash);
    if (known) return known;
    const source = chain.kind === 'practice' ? this.practice(chain) : new DrandHttpBeacon(chain, this.access.relays, this.logger);
    this.sources.set(chain.chainHash, source);
    return source;
  }

  private practice(chain: BeaconChain): BeaconSource {
    const own = derivePracticeChain(this.access.practiceSecret, chain.genesis, chain.periodSeconds);
    if (own.publicKey !== chain.publicKey) throw new Error(`the practice chain ${chain.chainHash} belongs to another key`);
    return new PracticeBeacon(chain, this.access.practiceSecret, this.clock);
  }
}
