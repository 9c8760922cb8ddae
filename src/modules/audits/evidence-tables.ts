import { formatTime } from '../../core';
import { unixSeconds } from '../../platform/clock';
import { type CsvCell, writeCsv } from '../../platform/csv';
import type { ProvenLines } from '../audit-log';
import type { Fault } from './draw-faults';
import type { WeightRow } from './evidence.repository';
import type { LedgerLine } from './ledger-lines.service';
import type { ManualAct } from './manual-acts.service';

/** What each entry's tickets were computed from. */
export function weightsTable(rows: readonly WeightRow[]): Uint8Array {
  const dated = ['critical_date', 'date_source', 'date_verified_by'];
  const head = ['ticket_id', 'tickets', 'reason', 'losses', ...dated, 'hardship', 'could_be_met', 'widened'];
  return table(
    head,
    rows.map((row) => [
      ...[row.ticketId, row.tickets, row.reason, row.losses],
      ...[row.criticalDate, row.dateSource, row.dateVerifiedBy],
      ...[row.hardship, row.couldBeMet, row.widened],
    ]),
  );
}

/**
 * Every slot with its time and place, what opens its commitment in slots.txt, and its whole life.
 * @param saltOf the slot's salt in the draw that the archive is about; null for a slot that was not in it
 */
export function ledgerTable(lines: readonly LedgerLine[], saltOf: (slotId: string) => string | null): Uint8Array {
  const head = ['slot_id', 'group', 'label', 'starts_at', 'place', 'salt', 'state', 'draws', 'events'];
  return table(
    head,
    lines.map((line) => [
      line.slotId,
      line.group,
      line.label,
      formatTime(unixSeconds(line.startsAt)),
      line.place,
      saltOf(line.slotId),
      line.state,
      line.draws.join(' '),
      line.events.map(({ index, at, what, reason }) => [index, at, what, reason].filter((part) => part !== null).join(' ')).join('; '),
    ]),
  );
}

export function actsTable(acts: readonly ManualAct[]): Uint8Array {
  const head = ['at', 'kind', 'what', 'about', 'ticket_id', 'reason', 'first', 'second', 'decision', 'log_index'];
  return table(
    head,
    acts.map((act) => [act.at, act.kind, act.what, act.about, act.ticketId, act.reason, act.first, act.second, act.decision, act.logIndex]),
  );
}

/** What did not go as planned, in the order of its kinds. */
export function faultsTable(faults: readonly Fault[]): Uint8Array {
  const time = (at: number | null): string | null => (at === null ? null : formatTime(at));
  return table(
    ['kind', 'about', 'from', 'until', 'count', 'code'],
    faults.map(({ kind, about, from, until, count, code }) => [kind, about, time(from), time(until), count, code]),
  );
}

/** Entries of the log, one JSON a line: its place, its exact bytes, and the path from its leaf to the root of the checkpoint. */
export function logLines({ lines }: ProvenLines): Uint8Array {
  return Buffer.from(lines.map(({ index, body, leafHash, path }) => `${JSON.stringify({ index, body, leafHash, path })}\n`).join(''));
}

export function json(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** RFC 4180, and nothing that a spreadsheet takes for a formula. */
function table(head: readonly string[], rows: readonly (readonly CsvCell[])[]): Uint8Array {
  return Buffer.from(writeCsv([head, ...rows]));
}
