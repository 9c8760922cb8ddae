import { parseDrawId } from '../../encoding/grammar';
import { CoreError } from '../../errors';
import { derivePersonCommitment, deriveTicketId } from '../../identity';
import type { Entry } from '../../draw';
import type { Receipt } from '../receipt';
import type { ResultLine } from '../result';
import type { AnnouncedDraw } from './check-announcement';
import type { CheckedRanking } from './check-ranking';

/** What became of the receipt's holder. */
export interface TicketStanding extends ResultLine {
  readonly tickets: number;
  /** True if the entry's commitment opened to the receipt's identity, null if the receipt names none. */
  readonly identityOpened: true | null;
}

/** What line 9 builds on. */
interface DrawnEntries {
  readonly draw: AnnouncedDraw;
  readonly entries: readonly Entry[];
  readonly ranking: CheckedRanking;
}

/**
 * Line 9: the receipt's entry is in the draw, and bound to the receipt's person (verification.md). Throws `ticket.absent`,
 * `ticket.commitment`.
 */
export function checkTicket(receipt: Receipt, { draw, entries, ranking }: DrawnEntries): TicketStanding {
  const { drawId } = draw.freeze;
  const { service } = parseDrawId(drawId);
  if (receipt.service !== null && receipt.service !== service) {
    throw new CoreError('ticket.absent', { expected: `a receipt for ${service}`, actual: receipt.service });
  }
  const ticketId = deriveTicketId(drawId, receipt.receiptSecret);
  const entry = entries.find((each) => each.ticketId === ticketId);
  const line = ranking.lines.find((each) => each.ticketId === ticketId);
  if (entry === undefined || line === undefined) throw new CoreError('ticket.absent', { expected: ticketId, actual: 'nothing' });
  if (receipt.identity !== null) {
    const expected = derivePersonCommitment(drawId, receipt.receiptSecret, receipt.identity);
    if (entry.commitment !== expected) throw new CoreError('ticket.commitment', { expected, actual: entry.commitment });
  }
  return { ...line, tickets: entry.tickets, identityOpened: receipt.identity === null ? null : true };
}
