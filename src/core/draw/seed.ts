import { taggedHash } from '../encoding/sha256';

/** Everything that decides a draw beyond its frozen entries and slots. */
interface SeedSources {
  readonly drawId: string;
  /** SHA-256 of `freeze.json`; through it, of everything that could be chosen. */
  readonly freezeSha256: string;
  /** The revealed secrets in the announced order; null where none was revealed in time. */
  readonly contributions: readonly (string | null)[];
  readonly chainHash: string;
  readonly round: number;
  readonly randomness: string;
}

/** The seed of a draw (draw.md): 64 hex digits that nobody can know before the round. */
export function deriveSeed(sources: SeedSources): string {
  return taggedHash(
    'fairslot/v1/seed',
    sources.drawId,
    sources.freezeSha256,
    ...sources.contributions.map((secret) => secret ?? 'none'),
    `${sources.chainHash} ${sources.round} ${sources.randomness}`,
  );
}
