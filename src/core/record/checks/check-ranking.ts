import { CoreError } from '../../errors';
import { rankEntries, type Entry, type Ranking } from '../../draw';
import { getFile, type RecordFiles } from '../files';
import { parseResult, type ResultLine } from '../result';

/** The published lines, with the ranking that they were held against. */
export interface CheckedRanking {
  readonly ranking: Ranking;
  readonly lines: readonly ResultLine[];
}

/** Line 7: the published ranking is the only one these numbers allow (verification.md). Throws `ranking.*`. */
export function checkRanking(files: RecordFiles, seed: string, entries: readonly Entry[]): CheckedRanking {
  const lines = parseResult(getFile(files, 'result.txt'));
  if (lines.length !== entries.length) {
    throw new CoreError('ranking.count', { expected: String(entries.length), actual: String(lines.length) });
  }
  const ranking = rankEntries(seed, entries);
  lines.forEach((line, place) => {
    const entry = ranking.order[place]!;
    const expected = `${place + 1} ${entries[entry]!.ticketId} ${ranking.j[entry]!} ${ranking.scoreHex(entry)}`;
    const actual = `${line.rank} ${line.ticketId} ${line.j} ${line.score}`;
    if (actual !== expected) throw new CoreError('ranking.order', { expected, actual, line: place + 1 });
  });
  return { ranking, lines };
}
