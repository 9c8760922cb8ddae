import { parseCivilDate } from '../encoding/civil-date';
import { CoreError } from '../errors';

/** The announced rules (policy.md). */
export interface TicketRules {
  readonly rule: 'uniform' | 'rising' | 'savable';
  /** Ascending from 1. */
  readonly allowed: readonly number[];
  readonly parameters: TicketParameters;
  /** The pots of the announced passes, in their order. */
  readonly pots: readonly string[];
}

/** The numbers of the announcement's `parameters`. */
export interface TicketParameters {
  /** L: days from getting an appointment in this draw to being helped by it. */
  readonly leadDays: number;
  /** The largest allowed ticket count. */
  readonly cap: number;
  /** Losses beyond this add no tickets. */
  readonly maxLosses: number;
  /** K: from so many losses on, the pot `guarantee`. */
  readonly guaranteeAfter: number;
}

/** The only facts of a registration that weigh (policy.md): never nationality, employer, occupation, time or channel. */
export interface RegistrationFacts {
  /** `YYYY-MM-DD`, the date that really matters; null where there is none. */
  readonly criticalDate: string | null;
  /** Whether that date was found in the register or seen on a document by staff. */
  readonly verified: boolean;
  /** Lost main draws in which it was eligible. */
  readonly losses: number;
  /** Granted by one person with a reason and approved by a second. */
  readonly hardship: boolean;
}

/** Why the base is what it is; a key for the page that explains it. */
export type BaseReason =
  'uniform' | 'unverified' | 'lapsed' | 'within-7-days' | 'within-14-days' | 'within-21-days' | 'within-35-days' | 'later';

/** An entry's weight and pots, with where they came from. */
interface TicketDerivation {
  readonly tickets: number;
  /** In the order of the passes, `general` last. */
  readonly pots: readonly string[];
  /** Tickets before ageing. */
  readonly base: number;
  readonly reason: BaseReason;
  /** d: whole days from the draw's date to the critical date, negative after it; null where there is none. */
  readonly daysLeft: number | null;
  /** Losses that added tickets: at most `maxLosses`. */
  readonly countedLosses: number;
}

/**
 * Tickets and pots of a registration, as an auditor recomputes them (policy.md). `drawDate` is the date of the draw
 * instant in Berlin, which the caller has to know; all day counting is between calendar dates. Throws `policy.input`,
 * or `encoding.date` for a date that does not exist.
 */
export function deriveTickets(rules: TicketRules, facts: RegistrationFacts, drawDate: string): TicketDerivation {
  if (!Number.isSafeInteger(facts.losses) || facts.losses < 0) {
    throw new CoreError('policy.input', { expected: 'a count of losses', actual: String(facts.losses) });
  }
  const daysLeft = facts.criticalDate === null ? null : parseCivilDate(facts.criticalDate) - parseCivilDate(drawDate);
  // Nobody has seen an unverified date, so it can't weigh: otherwise whoever writes the nearest date would win.
  const { reason, base } = deriveBase(rules, facts.verified ? daysLeft : null);
  const countedLosses = Math.min(facts.losses, rules.parameters.maxLosses);
  const aged = Math.min(rules.parameters.cap, Math.floor((base * (2 + countedLosses)) / 2));
  const tickets = rules.allowed.filter((count) => count <= aged).at(-1);
  if (tickets === undefined) throw new CoreError('policy.input', { expected: 'allowed tickets from 1' });
  return { tickets, pots: derivePots(rules, facts, reason), base, reason, daysLeft, countedLosses };
}

function derivePots(rules: TicketRules, facts: RegistrationFacts, reason: BaseReason): string[] {
  const pots = new Set(['general']);
  if (facts.hardship) pots.add('hardship');
  if (facts.losses >= rules.parameters.guaranteeAfter) pots.add('guarantee');
  if (reason === 'lapsed') pots.add('lapsed');
  // Pots that the announcement does not name are dropped.
  return rules.pots.filter((pot) => pots.has(pot));
}

function deriveBase(rules: TicketRules, verifiedDaysLeft: number | null): { reason: BaseReason; base: number } {
  if (rules.rule === 'uniform') return { reason: 'uniform', base: 1 };
  if (verifiedDaysLeft === null) return { reason: 'unverified', base: 1 };
  const slack = verifiedDaysLeft - rules.parameters.leadDays;
  // No slot of this draw can come in time: the harm happens anyway, and the slots that can prevent one go first.
  if (rules.rule === 'savable' && slack < 0) return { reason: 'lapsed', base: 4 };
  return risingBase(slack);
}

/** "The nearer the heavier": by whole days between the first possible help and the critical date. */
function risingBase(slack: number): { reason: BaseReason; base: number } {
  if (slack <= 7) return { reason: 'within-7-days', base: 16 };
  if (slack <= 14) return { reason: 'within-14-days', base: 8 };
  if (slack <= 21) return { reason: 'within-21-days', base: 4 };
  if (slack <= 35) return { reason: 'within-35-days', base: 2 };
  return { reason: 'later', base: 1 };
}
