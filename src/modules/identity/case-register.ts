import type { EntityManager } from 'typeorm';
import type { CaseKeys } from './identity-keys';

/** Where a critical date comes from. Closed: nothing else may weigh (docs/spec: policy). */
export const CRITICAL_DATE_SOURCES = ['register', 'card', 'ordinance', 'fiction-certificate', 'end-of-employment'] as const;
export type CriticalDateSource = (typeof CRITICAL_DATE_SOURCES)[number];

/** `differs`: the case exists, but under another name or birth date. */
export type CaseCheck = 'matches' | 'differs' | 'unknown';

/** Whose case is asked about, and at which authority. */
export interface CaseQuestion {
  readonly authority: string;
  readonly keys: CaseKeys;
}

/** What the register knows about a case that may weigh or must alert. */
export interface CaseFacts {
  /** `YYYY-MM-DD`, or null when the register has none. */
  readonly criticalDate: string | null;
  readonly criticalDateSource: CriticalDateSource | null;
  readonly applicationRecorded: boolean;
}

/**
 * The office's register of cases, as far as this service may know it.
 *
 * Contract. *Consistency*: both methods read what is committed when they are called, within the caller's transaction;
 * two calls may differ when the register changes in between, so facts are read again at every freeze and never carried
 * over. *Completeness*: `unknown` means "not in what we have been told", never "does not exist"; such cases go to staff.
 * *Privacy*: questions and answers consist of keyed hashes and facts; an adapter must not log them, and must not answer
 * measurably faster for one outcome than for another. *Volume*: both take a whole batch; an adapter may not ask one by
 * one over a network. *Failure*: an adapter that can't answer throws; it never says `unknown` for "unreachable".
 */
export abstract class CaseRegister {
  /** Whether the register confirms the persons' cases: same case number, one common name key, same birth date.
   * @returns one answer for each question, in the order asked */
  abstract check(em: EntityManager, questions: readonly CaseQuestion[]): Promise<CaseCheck[]>;

  /** The present facts of cases of one authority. Cases that the register does not know are not in the answer.
   * @returns by case key in hex */
  abstract factsOf(em: EntityManager, authority: string, caseKeys: readonly Buffer[]): Promise<Map<string, CaseFacts>>;
}
