import { taggedHash } from '../encoding/sha256';
import { CoreError } from '../errors';
import { rankEntries } from './rank';

/** Entries that a sample opens: 60 find at least one of 5 % false entries with a probability above 95 % (1 − 0.95⁶⁰ = 95.4 %). */
export const SAMPLE_SIZE = 60;

/** Everything that decides which entries of a past draw an auditor opens (audit.md). */
interface SampleSources {
  readonly drawId: string;
  /** SHA-256 of the draw's `freeze.json`; through it, of the list that is drawn from. */
  readonly freezeSha256: string;
  readonly chainHash: string;
  /** The second round, announced in the log before anybody could know it. */
  readonly round: number;
  readonly randomness: string;
}

/** The seed of a sample (audit.md): 64 hex digits. Its tag keeps it from ever being the seed of a draw. */
export function deriveSampleSeed({ drawId, freezeSha256, chainHash, round, randomness }: SampleSources): string {
  return taggedHash('fairslot/v1/audit-sample', drawId, freezeSha256, `${chainHash} ${round} ${randomness}`);
}

/**
 * Which entries are opened, in the order of opening (audit.md): as in a draw in which every entry has one lot, the first `count` ranks; all,
 * if there are fewer. Tickets do not count: every entry is as likely as every other. Throws `draw.input`.
 */
export function drawSample(seed: string, ticketIds: readonly string[], count: number): string[] {
  if (!(Number.isInteger(count) && count >= 1))
    throw new CoreError('draw.input', { expected: 'a sample of at least 1', actual: `${count}` });
  const { order } = rankEntries(
    seed,
    ticketIds.map((ticketId) => ({ ticketId, tickets: 1 })),
  );
  return Array.from(order.subarray(0, count), (entry) => ticketIds[entry]!);
}
