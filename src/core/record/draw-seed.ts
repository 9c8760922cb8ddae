import type { Beacon } from '../beacon';
import { deriveSeed } from '../draw';
import type { AnnouncedDraw } from './checks/check-announcement';

/** What lines 1, 5 and 6 establish: all that a seed is made of. */
interface SeedParts {
  readonly draw: AnnouncedDraw;
  /** In the announced order, null where none was revealed. */
  readonly contributions: readonly (string | null)[];
  readonly beacon: Beacon;
}

/** The seed of a record's draw (draw.md). */
export function deriveDrawSeed({ draw, contributions, beacon }: SeedParts): string {
  return deriveSeed({
    drawId: draw.freeze.drawId,
    freezeSha256: draw.freezeSha256,
    contributions,
    chainHash: draw.announcement.beacon.chainHash,
    round: beacon.round,
    randomness: beacon.randomness,
  });
}
