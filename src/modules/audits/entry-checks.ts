import { parseTime } from '../../core';
import { unixSeconds } from '../../platform/clock';
import { ENTRY_CHECKS, type EntryCheck, type EntryCheckName, type EntryCheckOutcome, type OpenedEntry } from './opened-entry';
import { fits } from './ticket-computation';

/** Everything the checks look at. */
interface CheckedEntry extends Omit<OpenedEntry, 'checks'> {
  /** From what is stored now; null when nothing can be opened. */
  readonly recomputed: { readonly ticketId: string; readonly commitment: string } | null;
  readonly frozenAt: string;
}

type Check = (entry: CheckedEntry) => EntryCheckOutcome;

/** Places in the log; what has none is before nothing. */
const isBefore = (index: number | null, frozenIndex: number | null): boolean =>
  index !== null && frozenIndex !== null && index < frozenIndex;
const of = (isRight: boolean): EntryCheckOutcome => (isRight ? 'ok' : 'differs');

const CHECKS: Readonly<Record<EntryCheckName, Check>> = {
  registration: ({ evidence }) => of(evidence !== null),
  'ticket-id': ({ recomputed, line }) => (recomputed === null ? 'none' : of(recomputed.ticketId === line.ticketId)),
  commitment: ({ recomputed, line, isForeign }) => {
    if (isForeign) return 'differs';
    return recomputed === null ? 'none' : of(recomputed.commitment === line.commitment);
  },
  receipt: ({ opening, receipt, frozenIndex }) => (opening === null ? 'none' : of(isBefore(receipt?.logIndex ?? null, frozenIndex))),
  case: ({ evidence, register }) => {
    if (evidence === null || register === null) return 'none';
    if (register.answer === 'matches') return 'ok';
    // Somebody has vouched for it: then their papers are the evidence, and the auditor asks for them.
    return evidence.caseVerifiedBy !== null && evidence.caseVerifiedBy !== 'register' ? 'by-hand' : 'differs';
  },
  'critical-date': checkCriticalDate,
  tickets: ({ computations: [first], line, evidence }) => {
    if (first === undefined || evidence === null) return 'none';
    return of(fits(line, first, evidence.waivedPots) && evidence.tickets === line.tickets);
  },
  hardship: checkHardship,
};

/** All questions about an entry, answered from what was gathered. Pure. */
export function checkEntry(entry: CheckedEntry): EntryCheck[] {
  return ENTRY_CHECKS.map((name) => ({ name, outcome: CHECKS[name](entry) }));
}

/** What weighed at the freeze against what staff or the register say now; what has changed since is for the papers to say. */
function checkCriticalDate({ evidence, register, computations: [first], frozenAt }: CheckedEntry): EntryCheckOutcome {
  if (evidence === null || first === undefined) return 'none';
  const frozen = first.facts.criticalDate;
  if (evidence.staffDateSource !== null) return evidence.staffDate === frozen ? 'by-hand' : 'differs';
  if (register === null) return frozen === null ? 'ok' : 'none';
  if ((register.record?.criticalDate ?? null) === frozen) return 'ok';
  return register.record && unixSeconds(register.record.updatedAt) > parseTime(frozenAt) ? 'by-hand' : 'differs';
}

/** Two people, before the freeze: by the office's own clock, and by the log's order, which can't be written afterwards. */
function checkHardship({ evidence, hardship, opening, frozenIndex, computations: [first], frozenAt }: CheckedEntry): EntryCheckOutcome {
  if (evidence === null || first === undefined || !first.facts.hardship) return 'none';
  // Grants are erased together with the registration.
  if (hardship === null) return evidence.erasedAt === null ? 'differs' : 'untold';
  const { requestedBy, approvedBy, approvedAt, logIndex, olderThanLog } = hardship;
  if (approvedBy === requestedBy || unixSeconds(approvedAt) > parseTime(frozenAt)) return 'differs';
  if (isBefore(logIndex, frozenIndex)) return 'ok';
  // An entry is found by what the registration opens to.
  return opening === null || olderThanLog ? 'untold' : 'differs';
}
