import { merkleRootOfLines } from '../../merkle';
import type { Entry } from '../../draw';
import { parseAnnouncedEntries } from '../entries';
import { getFile, type RecordFiles } from '../files';
import { assertFrozen } from './assert-frozen';
import type { AnnouncedDraw } from './check-announcement';

/**
 * Line 2: the entries are well formed, sorted, unique, within the announced rules, and the frozen ones (verification.md).
 * Throws `entries.*`.
 */
export function checkEntries(files: RecordFiles, { announcement, freeze }: AnnouncedDraw): readonly Entry[] {
  const file = getFile(files, 'entries.txt');
  const entries = parseAnnouncedEntries(file, announcement);
  assertFrozen('entries.count', freeze.entries.count, entries.length);
  assertFrozen(
    'entries.ticket-sum',
    freeze.entries.tickets,
    entries.reduce((sum, entry) => sum + entry.tickets, 0),
  );
  assertFrozen('entries.root', freeze.entries.root, merkleRootOfLines(file));
  return entries;
}
