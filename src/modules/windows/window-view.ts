import { timeOf } from '../../platform/clock';
import { announcedWindowOf } from './announced-window';
import type { WindowRow } from './window.entities';
import type { WindowPlan } from './window-plan';

/** A window as everybody sees it: where it stands now, and the rules it has announced. */
export interface WindowView {
  /** `<authority>/<service>/<window>` */
  readonly window: string;
  readonly title: string;
  readonly state: 'announced' | 'open' | 'closed' | 'closed-out';
  readonly timetable: WindowPlan['timetable'];
  readonly groups: readonly string[];
  readonly announcedAt: string;
  readonly closedOutAt: string | null;
  readonly announcementSha256: string;
}

/** @param now unix seconds  @throws Error for a draft: drafts are shown to nobody */
export function viewWindow(row: WindowRow, now: number): WindowView {
  const window = announcedWindowOf(row);
  const { timetable, choices, title } = window.announcement;
  const running = now < window.opensAt ? 'announced' : now < window.closesAt ? 'open' : 'closed';
  return {
    window: window.path,
    title,
    state: row.state === 'closed_out' ? 'closed-out' : running,
    timetable,
    groups: choices.groups,
    announcedAt: timeOf(row.announcedAt!),
    closedOutAt: row.closedOutAt && timeOf(row.closedOutAt),
    announcementSha256: row.announcementSha256!,
  };
}
