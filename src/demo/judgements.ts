import type { Found } from './act-3-draw';
import type { Promises } from './promises';
import type { Registered } from './story';

/** Some registrations on their way: moments in milliseconds of one clock. */
export interface Sending {
  readonly registered: readonly Pick<Registered, 'receivedAt'>[];
  readonly firstSentAt: number;
  readonly lastAnsweredAt: number;
}

/** By our own clock and by the service's signed receipts. */
export function judgeSending(promises: Promises, bot: Sending, people: Sending): void {
  const times = ({ registered }: Sending): string[] => registered.map(({ receivedAt }) => receivedAt).sort();
  const [botTimes, peoplesTimes] = [times(bot), times(people)];
  const isFirst = bot.lastAnsweredAt <= people.firstSentAt && botTimes.length > 0 && peoplesTimes.length > 0;
  promises.judge('bot', isFirst && botTimes.at(-1)! <= peoplesTimes[0]!, `${botTimes.length} in ${secondsOf(bot)} s`);
}

/** From the first request to the last answer. */
export function secondsOf({ firstSentAt, lastAnsweredAt }: Omit<Sending, 'registered'>): string {
  return ((lastAnsweredAt - firstSentAt) / 1000).toFixed(1);
}

/**
 * What a main draw must show.
 * @param real case numbers of the register
 */
export function judgeDraw(
  promises: Promises,
  registered: readonly Pick<Registered, 'kind' | 'caseNumber'>[],
  found: readonly { person: Pick<Found['person'], 'kind' | 'caseNumber'> }[],
  real: ReadonlySet<string>,
): void {
  const countOf = (kind: Registered['kind']): number => found.filter(({ person }) => person.kind === kind).length;
  const sent = (kind: Registered['kind']): string[] => registered.filter((one) => one.kind === kind).map(({ caseNumber }) => caseNumber);
  const cases = found.map(({ person }) => person.caseNumber);
  const differing = new Set(cases).size;
  promises.judge('once', cases.length > 0 && differing === cases.length, `${cases.length} entries, ${differing} cases`);
  const invented = registered.filter(({ caseNumber }) => !real.has(caseNumber)).length;
  const unknown = cases.filter((one) => !real.has(one)).length;
  promises.judge('known', invented > 0 && unknown === 0, `${invented} such registrations, ${unknown} entries`);
  const customers = new Set(sent('bot').filter((one) => real.has(one))).size;
  const worth = `${sent('bot').length} registrations for ${customers} customers, ${countOf('bot')} entries`;
  promises.judge('volume', customers > 0 && countOf('bot') <= customers, worth);
  const [phoned, entered] = [sent('by-phone').length, countOf('by-phone')];
  promises.judge('phone', phoned > 0 && entered === phoned, `${entered} of ${phoned}`);
}

/** How an offer of the main draw has ended, as the service has it. */
export type Answer = 'accepted' | 'declined' | 'given back' | 'expired';

/** What somebody did with the slots they were offered. */
interface Answered {
  readonly answer: Answer | null;
  readonly slots: readonly string[];
}

export function judgeAnswers(promises: Promises, answered: readonly Answered[]): void {
  const counts: Record<Answer, number> = { accepted: 0, declined: 0, 'given back': 0, expired: 0 };
  for (const { answer } of answered) if (answer) counts[answer]++;
  const figures = Object.entries(counts).map(([answer, count]) => `${count} ${answer}`);
  const open = answered.filter(({ answer }) => answer === null).length;
  promises.judge('answers', open === 0 && Object.values(counts).every((count) => count > 0), figures.join(', '));
}

/** @param given the slots of everybody whom the refill served */
export function judgeRefill(promises: Promises, answered: readonly Answered[], given: readonly (readonly string[])[]): void {
  const slotsOf = (isHeld: boolean): string[] => answered.flatMap(({ answer, slots }) => ((answer === 'accepted') === isHeld ? slots : []));
  const [freed, held] = [new Set(slotsOf(false)), new Set(slotsOf(true))];
  const all = given.flat();
  const again = all.filter((slot) => freed.has(slot)).length;
  const taken = all.filter((slot) => held.has(slot)).length;
  const figures = `${freed.size} slots freed, ${again} of them given to ${given.length} people`;
  promises.judge('refill', again > 0 && taken === 0 && new Set(all).size === all.length, figures);
}

/** What happened at the counters, in people. */
export interface CounterCounts {
  matched: number;
  stayedAway: number;
  /** Came with a bought place. */
  refused: number;
  wronglyServed: number;
  /** Whose name two people have corrected. */
  corrected: number;
}

export function judgeCounter(promises: Promises, { matched, refused, wronglyServed, corrected }: CounterCounts): void {
  promises.judge('checked-in', matched > 0, `${matched} people`);
  promises.judge('mismatch', refused > 0 && wronglyServed === 0, `${refused} tried and were refused, ${wronglyServed} served`);
  promises.judge('correction', corrected > 0, `${corrected} corrected`);
}

/** The only ways in which a slot can end. */
const ENDS = ['attended', 'missed', 'unused', 'granted'];

/** @param ledger the window's, in slots; @param all how many slots there were */
export function judgeEnds(promises: Promises, ledger: Readonly<Record<string, number>>, all: number): void {
  const figures = ENDS.map((state) => `${ledger[state]} ${state}`).join(', ');
  const ended = ENDS.reduce((sum, state) => sum + ledger[state]!, 0);
  promises.judge('ends', ledger.attended! > 0 && ended === all, `of ${all}: ${figures}`);
}
