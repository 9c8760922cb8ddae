import { allocateByOrder, rankEntries, type Award, type Entry, type Ranking, type Slot } from '../draw';
import { checkAnnouncement } from './checks/check-announcement';
import { checkBeacon } from './checks/check-beacon';
import { checkContributions } from './checks/check-contributions';
import { checkEntries } from './checks/check-entries';
import { checkSlots } from './checks/check-slots';
import type { Announcement } from './announcement';
import { deriveDrawSeed } from './draw-seed';
import type { RecordFiles } from './files';
import { composeResult, formatResult, type ResultLine } from './result';

/** A draw that has taken place. */
export interface DrawnRecord {
  readonly announcement: Announcement;
  readonly drawId: string;
  readonly seed: string;
  readonly entries: readonly Entry[];
  readonly slots: readonly Slot[];
  readonly ranking: Ranking;
  /** One an entry, in rank order. */
  readonly awards: readonly Award[];
  /** The result, line by line, in rank order. */
  readonly lines: readonly ResultLine[];
  /** The bytes of `result.txt`. */
  readonly file: Uint8Array;
}

/**
 * The draw itself, from the files up to `beacon.json`: the same bytes for whoever computes it, as often as they like
 * (draw.md). Every input is held to the same checks as by a verifier first, so that no draw is made that could
 * not be verified. Throws what lines 1, 2, 3, 5 and 6 throw.
 */
export function drawRecord(files: RecordFiles): DrawnRecord {
  const draw = checkAnnouncement(files);
  const entries = checkEntries(files, draw);
  const slots = checkSlots(files, draw);
  const contributions = checkContributions(files, draw);
  const beacon = checkBeacon(files, draw);
  const seed = deriveDrawSeed({ draw, contributions, beacon });
  const ranking = rankEntries(seed, entries);
  const awards = allocateByOrder(draw.announcement.passes, entries, ranking.order, slots);
  const lines = composeResult(entries, ranking, awards);
  const { announcement, freeze } = draw;
  return { announcement, drawId: freeze.drawId, seed, entries, slots, ranking, awards, lines, file: formatResult(lines) };
}
