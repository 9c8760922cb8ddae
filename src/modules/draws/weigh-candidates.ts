import { deriveTickets, type Announcement, type Entry } from '../../core';
import type { FreezeCandidate } from '../registrations';
import { officeDate } from '../windows';
import { LEAST_PEOPLE } from './fairness/small-classes';

/** What of a registration decides about its line, but for the parts that are different for everybody. */
type Candidate = Omit<FreezeCandidate, 'identity' | 'receiptSecret'>;

/** The part of a line in entries.txt that several entries can have in common: a class (docs/spec/log.md). */
export type EntryClass = Pick<Entry, 'tickets' | 'size' | 'pots' | 'choices'>;

/** One registration's facts, and what the announced rule makes of them. */
export interface WeighedFacts {
  registrationId: string;
  facts: FreezeCandidate['facts'];
  tickets: number;
  pots: readonly string[];
  reason: string;
}

/** A registration that takes part, with its class. */
export interface Weighed<C extends Candidate> {
  candidate: C;
  line: EntryClass;
  reason: string;
  /** What the tickets were computed from. */
  facts: FreezeCandidate['facts'];
  /** Where the entry stands for several registrations of one person: all of them, its own included; otherwise empty. */
  merged: readonly WeighedFacts[];
  /** Whether its wishes were widened to any group because too few others have the same. */
  widened: boolean;
}

interface Rules {
  announcement: Announcement;
  /** Unix seconds. */
  drawAt: number;
}

/**
 * Applies the announced rules: tickets, pots, and of the wishes those that the window offers. Then the rule for small classes
 * (docs/spec/record.md): where fewer than five entries would have the same tickets, size, pots and choices, the choices of those among them who
 * have agreed to it become `*`. Pure: the same input gives the same lines.
 */
export function weighCandidates<C extends Candidate>(rules: Rules, candidates: readonly C[]): Weighed<C>[] {
  const weighed = candidates.map((candidate) => weigh(rules, candidate)).filter((each) => each !== null);
  const sizes = countClasses(weighed.map(({ line }) => line));
  return weighed.map((each) => {
    const isRare = sizes.get(classOf(each.line))! < LEAST_PEOPLE;
    return isRare && each.candidate.widenIfRare ? { ...each, widened: true, line: { ...each.line, choices: '*' } } : each;
  });
}

/** How many entries each class has, by {@link classOf}. */
export function countClasses(lines: readonly EntryClass[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const line of lines) sizes.set(classOf(line), (sizes.get(classOf(line)) ?? 0) + 1);
  return sizes;
}

/** What is equal for entries that can't be told apart but by their id. */
export function classOf({ tickets, size, pots, choices }: EntryClass): string {
  return `${tickets} ${size} ${pots.join()} ${choices === '*' ? '*' : choices.join()}`;
}

/** Null for a registration that wants only groups which this window does not have: it stands aside, and that is no loss. */
function weigh<C extends Candidate>(rules: Rules, candidate: C): Weighed<C> | null {
  const { groups } = rules.announcement.choices;
  const choices = candidate.choices === '*' ? '*' : candidate.choices.filter((group) => groups.includes(group));
  if (choices.length === 0) return null;
  const weighed = [candidate, ...candidate.merged].map((each) => weighFacts(rules, each));
  const least = weighed.reduce((lowest, each) => (each.tickets < lowest.tickets ? each : lowest));
  const pots = least.pots.filter((pot) => pot === 'general' || !candidate.waivedPots.includes(pot));
  return {
    candidate,
    line: { tickets: least.tickets, size: candidate.size, pots, choices },
    reason: least.reason,
    facts: least.facts,
    merged: weighed.length > 1 ? weighed : [],
    widened: false,
  };
}

/**
 * Two registrations of one person count as one: the one with fewer tickets stands, with its pots and without mixing two sets of facts
 * (docs/spec/settled.md). At equal numbers the registration that was kept.
 */
function weighFacts({ announcement, drawAt }: Rules, { registrationId, facts }: Pick<Candidate, 'registrationId' | 'facts'>): WeighedFacts {
  const pots = announcement.passes.map((pass) => pass.pot);
  return { registrationId, facts, ...deriveTickets({ ...announcement.tickets, pots }, facts, officeDate(drawAt)) };
}
