import { merkleRootOfLines } from '../../merkle';
import type { Slot } from '../../draw';
import { getFile, type RecordFiles } from '../files';
import { parseAnnouncedSlots } from '../slots';
import { assertFrozen } from './assert-frozen';
import type { AnnouncedDraw } from './check-announcement';

/** Line 3: the slots are well formed, unique, within the announced rules, and the frozen ones (verification.md). Throws `slots.*`. */
export function checkSlots(files: RecordFiles, { announcement, freeze }: AnnouncedDraw): readonly Slot[] {
  const file = getFile(files, 'slots.txt');
  const slots = parseAnnouncedSlots(file, announcement);
  assertFrozen('slots.count', freeze.slots.count, slots.length);
  assertFrozen('slots.root', freeze.slots.root, merkleRootOfLines(file));
  return slots;
}
