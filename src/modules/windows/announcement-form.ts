import { type Announcement, type BeaconChain, checkTimetable, CoreError, formatAnnouncement } from '../../core';
import type { LogIdentity } from '../audit-log';
import type { WindowPlan } from './window-plan';
import { planRefused } from './window.errors';

/** Injection token of the core's `BeaconChain` that this deployment draws with; platform or application provide it. */
export const BEACON_CHAIN = Symbol('BEACON_CHAIN');

/** The parts of every announcement that are the deployment's and not the operator's. */
interface Deployment {
  readonly chain: BeaconChain;
  readonly log: Pick<LogIdentity, 'origin' | 'verifierKey'>;
}

/**
 * The announcement of a plan, and its file (docs/spec: record). Pure: the same plan always makes the same bytes.
 *
 * No outside witness signs this log yet, so `witnesses` is empty and a verifier says that the times are the office's own
 * word (docs/spec: log): claiming witnesses that don't sign would be worse than having none.
 *
 * @param path `<authority>/<service>/<window>`
 * @throws DomainError `window.plan-refused` with the core's code, and what it expected and found
 */
export function formAnnouncement(
  path: string,
  plan: WindowPlan,
  { chain, log }: Deployment,
): { announcement: Announcement; bytes: Uint8Array } {
  const announcement: Announcement = {
    protocol: 'fairslot/v1',
    window: path,
    title: plan.title,
    timetable: plan.timetable,
    beacon: chain,
    tickets: plan.tickets,
    passes: plan.passes,
    choices: { groups: plan.groups },
    contributors: plan.contributors,
    log: { origin: log.origin, key: log.verifierKey },
    witnesses: [],
    quorum: 0,
  };
  try {
    checkTimetable(announcement);
    return { announcement, bytes: formatAnnouncement(announcement) };
  } catch (error) {
    if (error instanceof CoreError) throw planRefused(error);
    throw error;
  }
}
