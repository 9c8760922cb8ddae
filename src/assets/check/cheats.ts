import {
  type Announcement,
  drawRecord,
  formatBeacon,
  formatEntries,
  formatFreeze,
  formatResult,
  merkleRootOfLines,
  parseAnnouncement,
  parseBeacon,
  parseEntries,
  parseFreeze,
  parseResult,
  type RecordFiles,
  sha256HexOfText,
} from '../../core';
import type { Cheat } from './messages';

type Entry = ReturnType<typeof parseEntries>[number];
type Changes = readonly (readonly [name: string, content: Uint8Array])[];

/**
 * A copy of the record as somebody would have to leave it who wanted another outcome. Null where there is no opportunity.
 * @param ownTicketId whose tickets to raise; without one, those of whoever came last
 */
export function cheat(kind: Cheat, files: RecordFiles, ownTicketId: string | null): RecordFiles | null {
  const changes = CHEATS[kind](new Reading(files, ownTicketId));
  return changes && new Map([...files, ...changes]);
}

const CHEATS: Readonly<Record<Cheat, (record: Reading) => Changes | null>> = {
  friend: (record) => [['entries.txt', formatEntries(record.withFriend())]],
  tickets: raiseTickets,
  number: ({ files }) => {
    const beacon = parseBeacon(files.get('beacon.json')!);
    return [['beacon.json', formatBeacon({ ...beacon, round: beacon.round + 1 })]];
  },
  winner: swapWinner,
  name: swapName,
  everything: forgeEverything,
};

/** A record's files, read where a cheat needs them. */
class Reading {
  readonly announcement: Announcement;
  readonly entries: readonly Entry[];

  constructor(
    readonly files: RecordFiles,
    readonly ownTicketId: string | null,
  ) {
    this.announcement = parseAnnouncement(files.get('announcement.json')!);
    this.entries = parseEntries(files.get('entries.txt')!);
  }

  get lines() {
    return parseResult(this.files.get('result.txt')!);
  }

  /** The list with one entry more, of the heaviest kind. */
  withFriend(): Entry[] {
    const friend: Entry = {
      ticketId: sha256HexOfText('friend of the house').slice(0, 32),
      tickets: this.announcement.tickets.parameters.cap,
      size: 1,
      pots: ['general'],
      choices: '*',
      commitment: sha256HexOfText('commitment to a friend'),
    };
    return [...this.entries, friend].sort((a, b) => (a.ticketId < b.ticketId ? -1 : 1));
  }
}

function raiseTickets({ entries, announcement, lines, ownTicketId }: Reading): Changes | null {
  const chosen = ownTicketId ?? lines[lines.length - 1]?.ticketId;
  const entry = entries.find(({ ticketId }) => ticketId === chosen);
  if (!entry) return null;
  const { allowed } = announcement.tickets;
  const tickets = allowed.find((count) => count > entry.tickets) ?? (entry.tickets < 64 ? entry.tickets + 1 : 63);
  return [['entries.txt', formatEntries(entries.map((each) => (each === entry ? { ...each, tickets } : each)))]];
}

/** The first winner's place goes to whoever came last, or to nobody. */
function swapWinner({ lines }: Reading): Changes | null {
  const winner = lines.find(({ pot }) => pot !== null);
  if (!winner) return null;
  const last = lines[lines.length - 1]!;
  const none = { pot: null, slots: [] };
  const changed = lines.map((line) => {
    if (line === winner) return { ...line, ...(last === winner ? none : { pot: last.pot, slots: last.slots }) };
    return line === last ? { ...line, pot: winner.pot, slots: winner.slots } : line;
  });
  // Two that got the same kind of place would only have changed seats; then the winner loses it.
  const isSame = last.pot === winner.pot && last.slots.join() === winner.slots.join();
  return [['result.txt', formatResult(isSame ? lines.map((line) => (line === winner ? { ...line, ...none } : line)) : changed)]];
}

/** The winner's entry is bound to another person. */
function swapName({ lines, entries }: Reading): Changes | null {
  const winner = lines.find(({ pot }) => pot !== null)?.ticketId;
  if (!winner) return null;
  const commitment = sha256HexOfText('commitment to somebody else');
  return [['entries.txt', formatEntries(entries.map((entry) => (entry.ticketId === winner ? { ...entry, commitment } : entry)))]];
}

/** Somebody who owns every computer of the office: the list, its freeze and the result are all made anew, and fit. */
function forgeEverything(record: Reading): Changes {
  const entries = record.withFriend();
  const file = formatEntries(entries);
  const freeze = parseFreeze(record.files.get('freeze.json')!);
  const count = entries.length;
  const tickets = entries.reduce((sum, entry) => sum + entry.tickets, 0);
  const forged = formatFreeze({ ...freeze, entries: { count, tickets, root: merkleRootOfLines(file) } });
  const changes: Changes = [
    ['entries.txt', file],
    ['freeze.json', forged],
  ];
  return [...changes, ['result.txt', drawRecord(new Map([...record.files, ...changes])).file]];
}
