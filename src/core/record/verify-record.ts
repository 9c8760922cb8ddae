import { parseAnnouncement } from './announcement';
import { checkAllocation } from './checks/check-allocation';
import { checkAnnouncement } from './checks/check-announcement';
import { checkBeacon } from './checks/check-beacon';
import { checkContributions } from './checks/check-contributions';
import { checkEntries } from './checks/check-entries';
import { check, whenPassed, type CheckLine } from './checks/check-line';
import { checkRanking } from './checks/check-ranking';
import { checkSlots } from './checks/check-slots';
import { checkTicket, type TicketStanding } from './checks/check-ticket';
import { checkTiming } from './checks/check-timing';
import { deriveDrawSeed } from './draw-seed';
import { getFile, REQUIRED_FILES, type RecordFiles } from './files';
import { parseFreeze } from './freeze';
import type { Receipt } from './receipt';
import type { Trust } from './trust';
import { readOrNull, standingOf, verdictOf, type ChainStanding, type Verdict } from './verdict';

/** What a verifier says about a record (verification.md). */
export interface Report {
  readonly verdict: Verdict;
  /** Null if `freeze.json` is malformed. */
  readonly drawId: string | null;
  /** Null if `announcement.json` is malformed. */
  readonly chain: ChainStanding | null;
  /** Null unless everything that a ranking is made of passed. */
  readonly seed: string | null;
  /** In the order of verification.md; the ninth only with a receipt. */
  readonly checks: readonly CheckLine[];
  /** What became of the receipt's holder; null without a receipt or if line 9 did not pass. */
  readonly ticket: TicketStanding | null;
}

/**
 * Finds out whether a record's result is the only one that was possible: the nine checks of verification.md, in order, each
 * building only on what those before it have established. Nothing is believed that is not in `trust`. Throws
 * `record.missing-file` if it is no record; whatever else is wrong is in the report. `onLine` hears of each line as soon as it
 * stands, for whoever shows progress.
 */
// prettier-ignore
export function verifyRecord(files: RecordFiles, trust: Trust, receipt: Receipt | null, onLine?: (line: CheckLine) => void): Report {
  for (const name of REQUIRED_FILES) getFile(files, name);

  const step: typeof check = (name, needs, run) => {
    const checked = check(name, needs, run);
    onLine?.(checked.line);
    return checked;
  };
  const draw          = step('announcement', {}, () => checkAnnouncement(files));
  const entries       = step('entries', { draw }, (known) => checkEntries(files, known.draw));
  const slots         = step('slots', { draw }, (known) => checkSlots(files, known.draw));
  const timing        = step('timing', { draw }, (known) => checkTiming(files, known.draw, trust));
  const contributions = step('contributions', { draw }, (known) => checkContributions(files, known.draw));
  const beacon        = step('beacon', { draw }, (known) => checkBeacon(files, known.draw));
  const sources       = { draw, entries, contributions, beacon };
  const ranking       = step('ranking', sources, (known) => checkRanking(files, deriveDrawSeed(known), known.entries));
  const allocation    = step('allocation', { draw, entries, slots, ranking }, checkAllocation);
  const ticket        = receipt && step('ticket', { draw, entries, ranking, allocation }, (known) => checkTicket(receipt, known));

  const eight = [draw, entries, slots, timing, contributions, beacon, ranking, allocation].map((each) => each.line);
  const chain = readOrNull(() => standingOf(parseAnnouncement(getFile(files, 'announcement.json')).beacon, trust));
  return {
    verdict: verdictOf(eight, ticket && ticket.line, chain),
    drawId: readOrNull(() => parseFreeze(getFile(files, 'freeze.json')).drawId),
    chain,
    seed: whenPassed(sources, deriveDrawSeed),
    checks: ticket ? [...eight, ticket.line] : eight,
    ticket: ticket && whenPassed({ ticket }, (known) => known.ticket),
  };
}
