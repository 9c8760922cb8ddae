import type { Entry } from '../../core';
import type { CaseCheck } from '../identity';
import type { CaseRow, CorrectionRow, EvidenceRow, LoggedHardship } from './evidence.repository';
import type { TicketComputation } from './ticket-computation';

/** Questions about an entry, in the order in which they are answered. */
export const ENTRY_CHECKS = ['registration', 'ticket-id', 'commitment', 'receipt', 'case', 'critical-date', 'tickets', 'hardship'] as const;
export type EntryCheckName = (typeof ENTRY_CHECKS)[number];

/**
 * `ok`: as it should be. `differs`: not. `by-hand`: a person vouches for it, or it has changed since; the auditor asks for the papers.
 * `untold`: there was something, and what is stored or logged can't tell any more; papers may. `none`: there is nothing to check, or nothing that
 * could be opened.
 */
export type EntryCheckOutcome = 'ok' | 'differs' | 'by-hand' | 'untold' | 'none';

export interface EntryCheck {
  readonly name: EntryCheckName;
  readonly outcome: EntryCheckOutcome;
}

/** Who somebody is, as they registered. */
interface OpenedPerson {
  readonly surname: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly caseNumber: string;
}

/** A receipt's place in the log. */
export interface ReceiptEvidence {
  readonly hash: string;
  /** Of `registrations.received`; null while or because it is not logged. */
  readonly logIndex: number | null;
}

/** An entry with everything under its commitment. In memory and on one page only. */
export interface OpenedEntry {
  readonly drawId: string;
  readonly line: Entry;
  readonly checks: readonly EntryCheck[];
  /** Null: nothing stands behind the line. */
  readonly evidence: Omit<EvidenceRow, 'sealed' | 'sealedSecret'> | null;
  /** What is stored under the registration can't be opened as its own: somebody has changed it or put it there. */
  readonly isForeign: boolean;
  /** Null without evidence, once erased, or where it is foreign. */
  readonly person: OpenedPerson | null;
  /** What opens the commitment: anybody who has all of these can recompute it (docs/spec/record.md). */
  readonly opening: {
    readonly identity: string;
    /** What two people have made of the name since; it opens nothing. */
    readonly correctedName: { readonly surname: string; readonly givenNames: string } | null;
    readonly receiptSecret: string;
    readonly salt: string;
  } | null;
  readonly receipt: ReceiptEvidence | null;
  /** Of `draw.frozen`; null while or because it is not logged. */
  readonly frozenIndex: number | null;
  readonly register: { readonly answer: CaseCheck; readonly record: CaseRow | null } | null;
  /** One for each registration that the entry stands for; the first counts. */
  readonly computations: readonly TicketComputation[];
  readonly hardship: LoggedHardship | null;
  /** Corrections of the name by two people. The commitment stays the one to the name as it was. */
  readonly corrections: readonly CorrectionRow[];
}
