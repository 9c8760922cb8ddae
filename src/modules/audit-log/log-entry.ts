import { formatTime } from '../../core';

/** Why an appointment that had been accepted was taken back. */
type CancelReason = 'given-back' | 'superseded' | 'office' | 'withdrawn';

/**
 * What can stand in the transparency log: a closed set of types (docs/spec/log.md). No personal data, ever: draws, tickets and slots
 * appear under their public ids only, and officers under their pseudonyms.
 */
export type LogEntry =
  | { type: 'template.started'; template: string; officers: [string, string] }
  | { type: 'window.announced'; window: string; sha256: string }
  | { type: 'registrations.received'; count: number; root: string }
  | { type: 'draw.frozen'; drawId: string; sha256: string }
  | { type: 'draw.revealed'; drawId: string; sha256: string }
  | { type: 'draw.drawn'; drawId: string; sha256: string }
  | { type: 'draw.skipped'; drawId: string; reason: 'no-slots' | 'no-entries' }
  | { type: 'draw.voided'; drawId: string; reason: 'late-freeze' | 'by-staff' | 'no-round' }
  | { type: 'slot.offered'; drawId: string; ticketId: string; slots: string[]; answerBy: string }
  | { type: 'slot.accepted' | 'slot.expired' | 'slot.attended' | 'slot.missed'; drawId: string; ticketId: string; slots: string[] }
  | { type: 'slot.declined'; drawId: string; ticketId: string; slots: string[]; reason: 'justified' | 'other' }
  | { type: 'slot.cancelled'; drawId: string; ticketId: string; slots: string[]; reason: CancelReason }
  | { type: 'slot.unused'; window: string; slots: string[] }
  | { type: 'slot.granted'; window: string; slots: string[]; reason: string; officers: [string, string] }
  | { type: 'slot.returned'; window: string; slots: string[] }
  | { type: 'name.corrected' | 'hardship.granted'; service: string; commitment: string; officers: [string, string] }
  | { type: 'registration.excluded'; service: string; reason: string; officers: string[] }
  | { type: 'audit.announced'; drawId: string; round: number; count: number }
  | { type: 'audit.sampled'; drawId: string; round: number; sha256: string }
  | { type: 'audit.confirmed'; drawId: string; round: number; ticketId: string; officer: string }
  | { type: 'audit.objected'; drawId: string; round: number; ticketId: string; reason: string; officer: string }
  | { type: 'audit.exported'; drawId: string; scope: 'draw' | 'person'; sha256: string; officer: string }
  | { type: 'key.rotated'; key: string }
  | { type: 'verifier.published'; sha256: string };

/** Every type, in the order of docs/spec/log.md. */
export const LOG_ENTRY_TYPES = Object.keys({
  'template.started': 0,
  'window.announced': 0,
  'registrations.received': 0,
  'draw.frozen': 0,
  'draw.revealed': 0,
  'draw.drawn': 0,
  'draw.skipped': 0,
  'draw.voided': 0,
  'slot.offered': 0,
  'slot.accepted': 0,
  'slot.declined': 0,
  'slot.expired': 0,
  'slot.cancelled': 0,
  'slot.attended': 0,
  'slot.missed': 0,
  'slot.unused': 0,
  'slot.granted': 0,
  'slot.returned': 0,
  'name.corrected': 0,
  'hardship.granted': 0,
  'registration.excluded': 0,
  'audit.announced': 0,
  'audit.sampled': 0,
  'audit.confirmed': 0,
  'audit.objected': 0,
  'audit.exported': 0,
  'key.rotated': 0,
  'verifier.published': 0,
} satisfies Readonly<Record<LogEntry['type'], 0>>) as LogEntry['type'][];

/**
 * The exact bytes of an entry, without line end: what is hashed into the tree and carried by a draw's record.
 *
 * @param at unix seconds; when the change that the entry records was made
 * @throws RangeError if anything in it is not ASCII (nothing personal, and nothing with two spellings, gets into the log)
 */
export function formatLogEntry(entry: LogEntry, at: number): string {
  const { type, ...rest } = entry;
  const line = JSON.stringify({ type, at: formatTime(at), ...rest });
  // Printable ASCII only.
  if (!/^[\x20-\x7e]*$/.test(line)) throw new RangeError(`a log entry of type ${type} is not ASCII`);
  return line;
}

/** What an entry is about; entries are looked up by it: a draw's id, a window's or template's path, a verifier's hash, or a dash for the whole deployment. */
export function subjectOf(entry: LogEntry): string {
  if ('drawId' in entry) return entry.drawId;
  if (entry.type === 'verifier.published') return entry.sha256;
  if (entry.type === 'template.started') return entry.template;
  return 'window' in entry ? entry.window : '-';
}
