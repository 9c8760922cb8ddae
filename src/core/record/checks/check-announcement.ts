import { parseDrawId } from '../../encoding/grammar';
import { sha256Hex } from '../../encoding/sha256';
import { CoreError } from '../../errors';
import { parseAnnouncement, type Announcement } from '../announcement';
import { getFile, type RecordFiles } from '../files';
import { parseFreeze, type Freeze } from '../freeze';
import { checkTimetable, drawTimes, type DrawTimes } from '../timetable';

/** A draw whose rules are established: what every other check builds on. */
export interface AnnouncedDraw {
  readonly announcement: Announcement;
  readonly freeze: Freeze;
  /** SHA-256 of `freeze.json`. */
  readonly freezeSha256: string;
  readonly times: DrawTimes;
}

/**
 * Line 1: rules and freeze are well formed, the announcement is the frozen one, its times are in order, and the draw is
 * one of this window's (verification.md). Throws `announcement.*`.
 */
export function checkAnnouncement(files: RecordFiles): AnnouncedDraw {
  const announcementFile = getFile(files, 'announcement.json');
  const freezeFile = getFile(files, 'freeze.json');
  const announcement = parseAnnouncement(announcementFile);
  const freeze = parseFreeze(freezeFile);
  const announcementSha256 = sha256Hex(announcementFile);
  if (freeze.announcement !== announcementSha256) {
    throw new CoreError('announcement.hash', { expected: freeze.announcement, actual: announcementSha256 });
  }
  checkTimetable(announcement);
  const { window, number } = parseDrawId(freeze.drawId);
  if (window !== announcement.window) {
    throw new CoreError('announcement.window', { expected: announcement.window, actual: window });
  }
  return { announcement, freeze, freezeSha256: sha256Hex(freezeFile), times: drawTimes(announcement, number) };
}
