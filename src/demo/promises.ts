/** THE list of what every run of the demo has to show, whatever the seed was, by the name it is judged under. */
export const PROMISES = {
  bot: 'the bot sent all its registrations before anybody else sent one',
  once: 'no case is in the draw twice',
  known: 'no case is in the draw that the register does not know',
  volume: "the bot's registrations are worth as much as its customers' cases",
  phone: 'whoever registered by phone is in',
  answers: 'people accepted, declined, gave back and let offers expire',
  refill: 'a refill gave freed slots away, and none that somebody holds',
  'checked-in': 'people were checked in under the committed name',
  mismatch: 'nobody is served under another name',
  correction: 'a typing error in a name is corrected by two people, and only then is its bearer served',
  sample: 'a sample picked by a later public round stands up, entry by entry',
  verified: 'both records stand up to every verifier',
  ends: 'every slot has ended in exactly one way',
  rest: 'on the last morning people are expected at the counter, and another window is announced',
} as const;

type PromiseName = keyof typeof PROMISES;

/** Something that Fairslot promises, and whether it came true in this run. */
interface Promised {
  readonly promise: string;
  readonly kept: boolean;
  /** What was counted, in words. */
  readonly figures: string;
}

/** What has come of the promises so far. One that was never judged is broken: a run that breaks off shows nothing. */
export class Promises {
  private readonly judged = new Map<PromiseName, Omit<Promised, 'promise'>>();

  judge(name: PromiseName, kept: boolean, figures: string): void {
    this.judged.set(name, { kept, figures });
  }

  list(): Promised[] {
    const names = Object.keys(PROMISES) as PromiseName[];
    return names.map((name) => ({ promise: PROMISES[name], ...(this.judged.get(name) ?? { kept: false, figures: 'not reached' }) }));
  }

  /** The demo's last line, for people and programs. `npm test` reads it: the wording stays. */
  summary(): string {
    return `${this.list().length - this.countBroken()} promises kept, ${this.countBroken()} broken`;
  }

  /** The demo's exit status. */
  status(): 0 | 1 {
    return this.countBroken() === 0 ? 0 : 1;
  }

  private countBroken(): number {
    return this.list().filter(({ kept }) => !kept).length;
  }
}
