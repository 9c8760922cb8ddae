import type { Beacon } from '../../../core';

/**
 * Where a round's public randomness comes from. One source serves the one chain that this deployment announces.
 *
 * Contract:
 * - *Never trusted.* What a source returns has been verified against the chain's public key; an adapter that can't verify returns null.
 * - *No "latest" by accident.* A round is always named. Asking for a round that does not exist yet is no error: null.
 * - *Idempotent and free of side effects.* The same round has the same value for ever, whoever asks, however often, however late.
 * - *Patience is the caller's.* A source gives up after its own time limit and answers null; waiting for a late round is done by asking again.
 */
export interface BeaconSource {
  /** The verified round, or null if it does not exist yet or nobody can be reached. Never throws for a bad or absent relay. */
  findRound(round: number): Promise<Beacon | null>;

  /**
   * A moment that has provably passed: the time of the newest round whose signature somebody could show, in unix seconds; null if
   * nobody can be reached. A relay can hold rounds back, but it can't show one from the future, so this is a lower bound for the true
   * time that needs no trust, and unmasks a clock that is slow.
   */
  findProvenTime(): Promise<number | null>;
}
