import { HEX_32_BYTES, NAME, parseDecimal, TICKET_ID } from '../encoding/grammar';
import { formatLines, readLines, splitFields, underLine } from '../encoding/lines';
import { matching } from '../encoding/shape';
import { CoreError } from '../errors';
import { ANY_GROUP, MAX_SIZE, MAX_TICKETS, type Entry } from '../draw';
import type { Announcement } from './announcement';

type EntryAssertion = (entry: Entry, line: number) => void;

/**
 * Reads `entries.txt` (record.md): well formed, sorted by ticket id, unique. Whether tickets, pots and groups are
 * announced ones is for {@link parseAnnouncedEntries}. Throws `entries.malformed`, `entries.order`.
 */
export function parseEntries(file: Uint8Array): Entry[] {
  return readEntries(file, () => undefined);
}

/**
 * Reads `entries.txt` and holds every line against the announcement. Throws the first of `entries.malformed`,
 * `entries.order`, `entries.tickets`, `entries.pots`, `entries.choices`, line by line.
 */
export function parseAnnouncedEntries(file: Uint8Array, announcement: Announcement): Entry[] {
  return readEntries(file, announcedAssertion(announcement));
}

/** `entries.txt` of entries in the order of their ticket ids. Throws what {@link parseEntries} throws. */
export function formatEntries(entries: readonly Entry[]): Uint8Array {
  const file = formatLines(entries.map(formatEntry), 'entries.malformed');
  parseEntries(file);
  return file;
}

function readEntries(file: Uint8Array, assert: EntryAssertion): Entry[] {
  const entries: Entry[] = [];
  const lists = new ListReader();
  let previous = '';
  readLines(file, 'entries.malformed', (line, number) => {
    const entry = underLine('entries.malformed', number, () => readEntry(line, lists));
    if (entry.ticketId <= previous) {
      throw new CoreError('entries.order', { expected: `after ${previous}`, actual: entry.ticketId, line: number });
    }
    assert(entry, number);
    previous = entry.ticketId;
    entries.push(entry);
  });
  return entries;
}

const readTicketId = matching(TICKET_ID);
const readCommitment = matching(HEX_32_BYTES);

function readEntry(line: string, lists: ListReader): Entry {
  const [ticketId, tickets, size, pots, choices, commitment] = splitFields(line, 6) as [string, string, string, string, string, string];
  return {
    ticketId: readTicketId(ticketId, 'ticketId'),
    tickets: parseDecimal(tickets, 1, MAX_TICKETS),
    size: parseDecimal(size, 1, MAX_SIZE),
    pots: lists.read(pots),
    choices: choices === ANY_GROUP ? ANY_GROUP : lists.read(choices),
    commitment: readCommitment(commitment, 'commitment'),
  };
}

/** Reads comma lists of names; a million entries share the few lists there are. */
class ListReader {
  private readonly known = new Map<string, readonly string[]>();
  private readonly readName = matching(NAME);

  read(text: string): readonly string[] {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const list = text.split(',').map((name) => this.readName(name, 'name'));
    this.known.set(text, list);
    return list;
  }
}

/** With sets and maps: a hostile announcement may name a hundred thousand groups, and an entry may want them all. */
function announcedAssertion({ tickets, passes, choices }: Announcement): EntryAssertion {
  const allowed = new Set(tickets.allowed);
  const places = new Map(passes.map((pass, place) => [pass.pot, place]));
  const groups = new Set(choices.groups);
  return (entry, line) => {
    if (!allowed.has(entry.tickets)) {
      throw new CoreError('entries.tickets', { expected: tickets.allowed.join(), actual: String(entry.tickets), line });
    }
    if (entry.pots.at(-1) !== 'general' || !ascends(entry.pots.map((pot) => places.get(pot) ?? -1))) {
      throw new CoreError('entries.pots', { expected: `some of ${[...places.keys()].join()}`, actual: entry.pots.join(), line });
    }
    const { choices: wanted } = entry;
    if (wanted !== ANY_GROUP && (!wanted.every((group) => groups.has(group)) || new Set(wanted).size !== wanted.length)) {
      throw new CoreError('entries.choices', { expected: `some of ${choices.groups.join()}`, actual: wanted.join(), line });
    }
  };
}

/** True if every number is above the one before, and the first is not negative. */
function ascends(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => number > (index === 0 ? -1 : numbers[index - 1]!));
}

function formatEntry({ ticketId, tickets, size, pots, choices, commitment }: Entry): string {
  return `${ticketId} ${tickets} ${size} ${pots.join()} ${String(choices)} ${commitment}`;
}
