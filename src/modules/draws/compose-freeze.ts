import {
  allocate,
  deriveTicketId,
  derivePersonCommitment,
  deriveSlotCommitment,
  formatEntries,
  formatFreeze,
  formatSlots,
  formatTime,
  merkleRootOfLines,
  type Announcement,
  type Entry,
  type Slot,
} from '../../core';
import { unixSeconds } from '../../platform/clock';
import type { FreezeCandidate } from '../registrations';
import type { SlotRow } from '../slots';
import { type Weighed, weighCandidates, type WeighedFacts } from './weigh-candidates';

/** Everything a freeze is made of. Pure data: the same input gives the same bytes. */
interface FreezeInput {
  drawId: string;
  announcement: Announcement;
  announcementSha256: string;
  /** Unix seconds. */
  drawAt: number;
  frozenAt: number;
  round: number;
  candidates: readonly FreezeCandidate[];
  /** In the order in which they are given where an applicant has no preference. */
  slots: readonly SlotRow[];
  /** Random-looking 64 hex for one slot of one draw: hides time and place until they are opened. */
  saltOf: (slotId: string) => string;
  /** In the announced order. */
  commitments: readonly { contributor: string; commitment: string }[];
}

/** An entry with what is remembered about it, but not published. */
export interface ComposedEntry {
  entry: Entry;
  registrationId: string;
  reason: string;
  /** What the tickets were computed from. */
  facts: FreezeCandidate['facts'];
  /** Where the entry stands for several registrations of one person: all of them, its own included; otherwise empty. */
  merged: readonly WeighedFacts[];
  /** Whether its wishes were widened to any group. */
  widened: boolean;
  couldBeMet: boolean;
}

export interface ComposedFreeze {
  entries: ComposedEntry[];
  /** In the order of slots.txt. */
  slots: Slot[];
  files: { 'entries.txt': Uint8Array; 'slots.txt': Uint8Array; 'freeze.json': Uint8Array };
}

/** Composes entries.txt, slots.txt and freeze.json (docs/spec/record.md). */
export function composeFreeze(input: FreezeInput): ComposedFreeze {
  const slots = input.slots.map((row) => composeSlot(input, row));
  const entries = composeEntries(input, slots);
  const entriesFile = formatEntries(entries.map((composed) => composed.entry));
  const slotsFile = formatSlots(slots);
  const freeze = formatFreeze({
    protocol: 'fairslot/v1',
    drawId: input.drawId,
    announcement: input.announcementSha256,
    entries: {
      count: entries.length,
      tickets: entries.reduce((sum, composed) => sum + composed.entry.tickets, 0),
      root: merkleRootOfLines(entriesFile),
    },
    slots: { count: slots.length, root: merkleRootOfLines(slotsFile) },
    commitments: [...input.commitments],
    round: input.round,
    frozenAt: formatTime(input.frozenAt),
  });
  return { entries, slots, files: { 'entries.txt': entriesFile, 'slots.txt': slotsFile, 'freeze.json': freeze } };
}

function composeSlot(input: FreezeInput, row: SlotRow): Slot {
  const startsAt = formatTime(unixSeconds(row.startsAt));
  const salt = input.saltOf(row.slotId);
  return {
    slotId: row.slotId,
    group: row.groupName,
    lane: row.lane,
    index: row.laneIndex,
    label: row.label,
    commitment: deriveSlotCommitment({ drawId: input.drawId, slotId: row.slotId, salt, startsAt, place: row.place }),
  };
}

function composeEntries(input: FreezeInput, slots: readonly Slot[]): ComposedEntry[] {
  const couldBeMet = rememberWhoCouldBeMet(input.announcement, slots);
  return weighCandidates(input, input.candidates)
    .map((weighed) => composeEntry(input.drawId, weighed, couldBeMet))
    .sort((a, b) => (a.entry.ticketId < b.entry.ticketId ? -1 : 1));
}

function composeEntry(
  drawId: string,
  { candidate, line, reason, facts, merged, widened }: Weighed<FreezeCandidate>,
  couldBeMet: (entry: Entry) => boolean,
): ComposedEntry {
  const entry: Entry = {
    ...line,
    ticketId: deriveTicketId(drawId, candidate.receiptSecret),
    commitment: derivePersonCommitment(drawId, candidate.receiptSecret, candidate.identity),
  };
  return { entry, registrationId: candidate.registrationId, reason, facts, merged, widened, couldBeMet: couldBeMet(entry) };
}

/** Whether an entry would get a slot if it were alone. Depends on size, pots and wishes only, so few answers serve many entries. */
function rememberWhoCouldBeMet(announcement: Announcement, slots: readonly Slot[]): (entry: Entry) => boolean {
  const known = new Map<string, boolean>();
  return (entry) => {
    const kind = `${entry.size} ${entry.pots.join()} ${entry.choices === '*' ? '*' : entry.choices.join()}`;
    let answer = known.get(kind);
    if (answer === undefined) {
      answer = allocate(announcement.passes, [entry], slots)[0]!.pot !== null;
      known.set(kind, answer);
    }
    return answer;
  };
}
