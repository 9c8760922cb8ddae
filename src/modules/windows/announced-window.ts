import { type Announcement, parseAnnouncement } from '../../core';
import { unixSeconds } from '../../platform/clock';
import type { WindowRow } from './window.entities';

/** A window whose rules are public and can't change any more. Instants are unix seconds. */
export interface AnnouncedWindow {
  readonly id: string;
  /** `<authority>/<service>/<window>` */
  readonly path: string;
  readonly serviceId: string;
  readonly authority: string;
  readonly serviceSlug: string;
  readonly announcement: Announcement;
  /** The exact bytes of announcement.json: what is hashed is what was published. */
  readonly announcementBytes: Uint8Array;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly drawAt: number;
  readonly lastRefillAt: number;
  /** When every slot had ended; null until then. */
  readonly closedOutAt: number | null;
}

/** Parsed announcements by hash. They never change, and a deployment announces a few windows a week. */
const parsed = new Map<string, Announcement>();

/** @throws CoreError `announcement.malformed` if somebody changed the stored file behind the trigger's back */
export function announcedWindowOf(row: WindowRow): AnnouncedWindow {
  const bytes = row.announcement;
  const sha256 = row.announcementSha256;
  if (bytes === null || sha256 === null) throw new Error(`window ${row.path} is not announced`);
  let announcement = parsed.get(sha256);
  if (announcement === undefined) parsed.set(sha256, (announcement = parseAnnouncement(bytes)));
  const [authority = '', serviceSlug = ''] = row.path.split('/');
  return {
    id: row.id,
    path: row.path,
    serviceId: row.serviceId,
    authority,
    serviceSlug,
    announcement,
    announcementBytes: bytes,
    opensAt: unixSeconds(row.opensAt),
    closesAt: unixSeconds(row.closesAt),
    drawAt: unixSeconds(row.drawAt),
    lastRefillAt: unixSeconds(row.lastRefillAt),
    closedOutAt: row.closedOutAt && unixSeconds(row.closedOutAt),
  };
}
