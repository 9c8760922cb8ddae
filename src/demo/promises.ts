import type { Found } from './act-3-draw';
import type { Story } from './story';

/** Something that Fairslot promises, and whether it came true in this run. */
export interface Promised {
  promise: string;
  kept: boolean;
}

/** What a main draw must show, whatever the seed was. */
export function promisesOfDraw(story: Story, found: readonly Found[]): Promised[] {
  const entered = (kind: string): number => found.filter(({ person }) => person.kind === kind).length;
  const cases = found.map(({ person }) => person.caseNumber);
  const customers = new Set(story.registered.filter(({ kind }) => kind === 'bot').map(({ caseNumber }) => caseNumber));
  const real = new Set(story.examples.cases.map((row) => row.case_number));
  const realCustomers = [...customers].filter((caseNumber) => real.has(caseNumber)).length;
  return [
    { promise: 'no case is in the draw twice', kept: new Set(cases).size === cases.length },
    {
      promise: 'no case is in the draw that the register does not know',
      kept: entered('no-such-case') === 0 && cases.every((one) => real.has(one)),
    },
    { promise: "three hundred registrations of the bot are worth as much as its customers' cases", kept: entered('bot') <= realCustomers },
    { promise: 'whoever registered by phone is in', kept: entered('by-phone') > 0 },
  ];
}
