import { derivePracticeChainHash, verifyBeacon, type Beacon } from '../../beacon';
import { CoreError } from '../../errors';
import { parseBeacon } from '../beacon-file';
import { getFile, type RecordFiles } from '../files';
import type { AnnouncedDraw } from './check-announcement';

/**
 * Line 6: the round is the one that the timetable gives, and its value is the announced chain's (verification.md). Whether the
 * reader trusts that chain is for the verdict. Throws `beacon.*`.
 */
export function checkBeacon(files: RecordFiles, { announcement, freeze, times }: AnnouncedDraw): Beacon {
  const chain = announcement.beacon;
  const beacon = parseBeacon(getFile(files, 'beacon.json'));
  if (chain.kind === 'practice') {
    const expected = derivePracticeChainHash(chain.publicKey, chain.genesis, chain.periodSeconds);
    if (chain.chainHash !== expected) throw new CoreError('beacon.chain', { expected, actual: chain.chainHash });
  }
  for (const [expected, actual] of [
    [times.round, freeze.round],
    [freeze.round, beacon.round],
  ] as const) {
    if (actual !== expected) throw new CoreError('beacon.round', { expected: String(expected), actual: String(actual) });
  }
  verifyBeacon(chain, beacon);
  return beacon;
}
