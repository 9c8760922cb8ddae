import { HEX_32_BYTES, NAME, parseDecimal, TICKET_ID } from '../encoding/grammar';
import { formatLines, readLines, splitFields, underLine } from '../encoding/lines';
import { matching } from '../encoding/shape';
import { CoreError } from '../errors';
import { MAX_TICKETS, type Award, type Entry, type Ranking } from '../draw';

const NONE = '-';
const MAX_RANK = 999_999_999;

/** One line of `result.txt` (record.md). */
export interface ResultLine extends Award {
  /** From 1. */
  readonly rank: number;
  readonly ticketId: string;
  /** Its smallest lot is the j-th. */
  readonly j: number;
  readonly score: string;
}

/** Reads `result.txt`; that it is the right result is for the checks. Throws `ranking.malformed`. */
export function parseResult(file: Uint8Array): ResultLine[] {
  const lines: ResultLine[] = [];
  readLines(file, 'ranking.malformed', (line, number) => {
    lines.push(underLine('ranking.malformed', number, () => readResultLine(line)));
  });
  return lines;
}

/** `result.txt` of its lines. Throws `ranking.malformed` for what {@link parseResult} refuses. */
export function formatResult(lines: readonly ResultLine[]): Uint8Array {
  const file = formatLines(lines.map(formatResultLine), 'ranking.malformed');
  parseResult(file);
  return file;
}

/** The lines of a draw's result: its ranking, and the awards in rank order. */
export function composeResult(entries: readonly Entry[], ranking: Ranking, awards: readonly Award[]): ResultLine[] {
  return awards.map(({ pot, slots }, place) => {
    const entry = ranking.order[place]!;
    const { ticketId } = entries[entry]!;
    return { rank: place + 1, ticketId, j: ranking.j[entry]!, score: ranking.scoreHex(entry), pot, slots };
  });
}

function formatResultLine({ rank, ticketId, j, score, pot, slots }: ResultLine): string {
  return `${rank} ${ticketId} ${j} ${score} ${pot ?? NONE} ${slots.join() || NONE}`;
}

const readTicketId = matching(TICKET_ID);
const readScore = matching(HEX_32_BYTES);
const readName = matching(NAME);

function readResultLine(line: string): ResultLine {
  const [rank, ticketId, j, score, pot, slots] = splitFields(line, 6) as [string, string, string, string, string, string];
  if ((pot === NONE) !== (slots === NONE)) {
    throw new CoreError('ranking.malformed', { expected: 'a pot and slots or neither', actual: `${pot} ${slots}` });
  }
  return {
    rank: parseDecimal(rank, 1, MAX_RANK),
    ticketId: readTicketId(ticketId, 'ticketId'),
    j: parseDecimal(j, 1, MAX_TICKETS),
    score: readScore(score, 'score'),
    pot: pot === NONE ? null : readName(pot, 'pot'),
    slots: slots === NONE ? [] : slots.split(',').map((slotId) => readName(slotId, 'slotId')),
  };
}
