import { CoreError } from '../../errors';
import { allocateByOrder, type Award, type Entry, type Slot } from '../../draw';
import type { AnnouncedDraw } from './check-announcement';
import type { CheckedRanking } from './check-ranking';

/** What line 8 builds on. */
interface RankedDraw {
  readonly draw: AnnouncedDraw;
  readonly entries: readonly Entry[];
  readonly slots: readonly Slot[];
  readonly ranking: CheckedRanking;
}

/** Line 8: the published allocation is the only one this ranking allows (verification.md). Throws `allocation.mismatch`. */
export function checkAllocation({ draw, entries, slots, ranking: { ranking, lines } }: RankedDraw): void {
  allocateByOrder(draw.announcement.passes, entries, ranking.order, slots).forEach((award, place) => {
    const [expected, actual] = [describe(award), describe(lines[place]!)];
    if (actual !== expected) throw new CoreError('allocation.mismatch', { expected, actual, line: place + 1 });
  });
}

function describe({ pot, slots }: Award): string {
  return pot === null ? 'nothing' : `${pot} ${slots.join()}`;
}
