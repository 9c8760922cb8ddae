import { type Announcement, type BaseReason, deriveTickets, type Entry } from '../../core';

/** The facts that a freeze wrote down about an entry; a critical date in here was verified. */
interface FrozenFacts {
  readonly criticalDate: string | null;
  readonly losses: number;
  readonly hardship: boolean;
}

/** From the facts to tickets and pots, one number after the other, as docs/spec/policy.md goes. */
export interface TicketComputation {
  /** Of the draw instant, in the office's calendar. */
  readonly drawDate: string;
  readonly facts: FrozenFacts;
  /** d; null without a verified date. */
  readonly daysLeft: number | null;
  /** L */
  readonly leadDays: number;
  /** s = d − L */
  readonly slack: number | null;
  readonly reason: BaseReason;
  readonly base: number;
  readonly countedLosses: number;
  readonly maxLosses: number;
  /** floor(base · (2 + losses) / 2), not yet capped */
  readonly aged: number;
  readonly cap: number;
  readonly tickets: number;
  readonly pots: readonly string[];
}

/** @param drawDate `YYYY-MM-DD` @throws CoreError for facts that can't be */
export function computeTickets(announcement: Announcement, facts: FrozenFacts, drawDate: string): TicketComputation {
  const { tickets: rules, passes } = announcement;
  const verified = facts.criticalDate !== null;
  const pots = passes.map((pass) => pass.pot);
  const { daysLeft, base, countedLosses, ...derived } = deriveTickets({ ...rules, pots }, { ...facts, verified }, drawDate);
  const { leadDays, maxLosses, cap } = rules.parameters;
  const slack = daysLeft === null ? null : daysLeft - leadDays;
  const aged = Math.floor((base * (2 + countedLosses)) / 2);
  return { drawDate, facts, daysLeft, leadDays, slack, base, countedLosses, maxLosses, aged, cap, ...derived };
}

/** Whether a line has the tickets and pots that were computed, pots aside that the person has waived. */
export function fits(line: Pick<Entry, 'tickets' | 'pots'>, computed: TicketComputation, waived: readonly string[]): boolean {
  const pots = computed.pots.filter((pot) => pot === 'general' || !waived.includes(pot));
  return line.tickets === computed.tickets && line.pots.join() === pots.join();
}
