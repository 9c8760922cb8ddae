import { CoreError } from '../../errors';
import { deriveContributionCommitment } from '../../identity';
import { getFile, type RecordFiles } from '../files';
import { parseReveal } from '../reveal';
import type { AnnouncedDraw } from './check-announcement';

/**
 * Line 5: exactly the announced contributors committed and were asked, and each revealed secret is the one committed to
 * (verification.md). Returns the secrets in the announced order, null where none was revealed. Throws `contributions.*`.
 */
export function checkContributions(files: RecordFiles, { announcement, freeze }: AnnouncedDraw): readonly (string | null)[] {
  const { contributions } = parseReveal(getFile(files, 'reveal.json'));
  for (const list of [freeze.commitments, contributions]) {
    const [expected, actual] = [announcement.contributors.join(), list.map((item) => item.contributor).join()];
    if (actual !== expected) throw new CoreError('contributions.contributors', { expected, actual });
  }
  contributions.forEach(({ contributor, secret }, index) => {
    if (secret === null) return;
    const expected = freeze.commitments[index]!.commitment;
    const actual = deriveContributionCommitment(freeze.drawId, contributor, secret);
    if (actual !== expected) throw new CoreError('contributions.secret', { expected, actual });
  });
  return contributions.map(({ secret }) => secret);
}
