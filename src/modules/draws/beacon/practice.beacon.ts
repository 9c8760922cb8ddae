import { randomnessOf, signPracticeRound, timeOfRound, type Beacon, type BeaconChain } from '../../../core';
import type { Clock } from '../../../platform/clock';
import type { BeaconSource } from './beacon-source';

/**
 * A chain whose key this deployment holds: same scheme and arithmetic as drand, for practice, demos and tests without a network.
 *
 * Whoever runs it could compute a round before its time, and so know a result. It therefore announces itself as `practice`, and no
 * verifier ever calls a draw over it fully verified. A round is given out only from its time on.
 */
export class PracticeBeacon implements BeaconSource {
  constructor(
    private readonly chain: BeaconChain,
    private readonly secretKey: string,
    private readonly clock: Clock,
  ) {}

  async findRound(round: number): Promise<Beacon | null> {
    if (!Number.isSafeInteger(round) || round < 1 || this.clock.seconds() < timeOfRound(this.chain, round)) return null;
    const signature = signPracticeRound(this.secretKey, round);
    return { round, signature, randomness: randomnessOf(signature) };
  }

  /** The practice chain runs on this process's own clock, so it proves nothing about it. */
  async findProvenTime(): Promise<number | null> {
    return null;
  }
}
