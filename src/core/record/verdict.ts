import { isSameChain, type BeaconChain } from '../beacon';
import { CoreError } from '../errors';
import type { CheckLine } from './checks/check-line';
import type { Trust } from './trust';

/** The overall word about a record (verification.md). */
export type Verdict = 'verified' | 'replayed' | 'failed';

/** `practice`: the office holds the key. `untrusted`: the reader does not know the chain. */
export type ChainStanding = 'trusted' | 'untrusted' | 'practice';

/** One failed line fails the record; only eight passed lines under a trusted chain verify it. */
export function verdictOf(eight: readonly CheckLine[], ticket: CheckLine | null, chain: ChainStanding | null): Verdict {
  if ([...eight, ticket].some((line) => line?.outcome === 'failed')) return 'failed';
  return eight.every((line) => line.outcome === 'passed') && chain === 'trusted' ? 'verified' : 'replayed';
}

/** The reader's own trust decides; the announced `kind` can only lower it. */
export function standingOf(chain: BeaconChain, trust: Trust): ChainStanding {
  if (chain.kind === 'practice') return 'practice';
  return trust.chains.some((trusted) => isSameChain(trusted, chain)) ? 'trusted' : 'untrusted';
}

/** What `read` returns, or null if it throws a CoreError: for what is only told, not relied on. */
export function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CoreError)) throw error;
    return null;
  }
}
