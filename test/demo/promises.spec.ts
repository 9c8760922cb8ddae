import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Answer,
  judgeAnswers,
  judgeCounter,
  judgeDraw,
  judgeEnds,
  judgeRefill,
  judgeSending,
  type Sending,
} from '../../src/demo/judgements';
import { PROMISES, Promises } from '../../src/demo/promises';
import type { Applicant } from '../../src/demo/people';

const NAMES = Object.keys(PROMISES) as (keyof typeof PROMISES)[];

function keptAll(): Promises {
  const promises = new Promises();
  for (const name of NAMES) promises.judge(name, true, '1 of 1');
  return promises;
}

/** Of the promises that `judge` says anything about. */
function brokenBy(judge: (promises: Promises) => void): string[] {
  const promises = keptAll();
  judge(promises);
  return promises.list().flatMap(({ promise, kept }) => (kept ? [] : [NAMES.find((name) => PROMISES[name] === promise)!]));
}

describe('the end of a run', () => {
  test('all kept: status 0, and the last line says so', () => {
    expect([keptAll().summary(), keptAll().status()]).toEqual([`${NAMES.length} promises kept, 0 broken`, 0]);
  });

  test('the README quotes it', () => {
    expect(readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8')).toContain(`\`${keptAll().summary()}\``);
  });

  test.each(NAMES)('broken is "%s" alone: status 1, and the last line counts it', (name) => {
    const promises = keptAll();
    promises.judge(name, false, '0 of 1');
    expect([promises.summary(), promises.status()]).toEqual([`${NAMES.length - 1} promises kept, 1 broken`, 1]);
    expect(promises.list()).toContainEqual({ promise: PROMISES[name], kept: false, figures: '0 of 1' });
  });

  test('a run that breaks off has broken whatever it did not get to', () => {
    const promises = new Promises();
    promises.judge('once', true, '900 entries, 900 cases');
    expect([promises.summary(), promises.status()]).toEqual([`1 promises kept, ${NAMES.length - 1} broken`, 1]);
    expect(promises.list().filter(({ figures }) => figures === 'not reached')).toHaveLength(NAMES.length - 1);
  });
});

describe('the bot comes first', () => {
  const sending = (firstSentAt: number, lastAnsweredAt: number, ...times: string[]): Sending => ({
    ...{ firstSentAt, lastAnsweredAt },
    registered: times.map((receivedAt) => ({ receivedAt })),
  });
  const bot = sending(0, 900, '2027-01-01T00:00:00Z', '2027-01-01T00:00:01Z');

  test.each<[string, Sending, Sending, boolean]>([
    ['everything of the bot is answered before', bot, sending(900, 5000, '2027-01-01T00:00:01Z'), true],
    ['somebody sent while the bot was sending', bot, sending(899, 5000, '2027-01-01T00:00:01Z'), false],
    ['a receipt says otherwise', bot, sending(900, 5000, '2027-01-01T00:00:00Z'), false],
    ['no bot', sending(0, 900), sending(900, 5000, '2027-01-01T00:00:01Z'), false],
    ['no people', bot, sending(900, 5000), false],
  ])('%s', (_, first, second, kept) => {
    expect(brokenBy((promises) => judgeSending(promises, first, second))).toEqual(kept ? [] : ['bot']);
  });

  test('with the seconds it took', () => {
    const promises = new Promises();
    judgeSending(promises, bot, sending(900, 5000, '2027-01-01T00:00:01Z'));
    expect(promises.list()[0]!.figures).toBe('2 in 0.9 s');
  });
});

describe('the main draw', () => {
  const one = (kind: Applicant['kind'], caseNumber: string): Pick<Applicant, 'kind' | 'caseNumber'> => ({ kind, caseNumber });
  const real = new Set(['a', 'b', 'c']);
  const registered = [
    one('bot', 'a'),
    one('bot', 'a'),
    one('bot', 'x'),
    one('by-phone', 'b'),
    one('person', 'c'),
    one('no-such-case', 'y'),
  ];
  const entries = [one('bot', 'a'), one('by-phone', 'b'), one('person', 'c')];

  test.each<[string, typeof registered, typeof entries, string[]]>([
    ['as it should be', registered, entries, []],
    ['one case twice', registered, [...entries, one('person', 'c')], ['once']],
    ['an unknown case', registered, [...entries, one('no-such-case', 'y')], ['known']],
    ['a bot worth more than its customers', registered, [...entries, one('bot', 'c')], ['once', 'volume']],
    ['nobody by phone', registered, entries.filter(({ kind }) => kind !== 'by-phone'), ['phone']],
    ['no entries', registered, [], ['once', 'phone']],
    ['nobody', [], [], ['once', 'known', 'volume', 'phone']],
  ])('%s', (_, sent, found, broken) => {
    const inDraw = found.map((person) => ({ person }));
    expect(brokenBy((promises) => judgeDraw(promises, sent, inDraw, real))).toEqual(broken);
  });
});

describe('offers', () => {
  const all: { answer: Answer | null; slots: string[] }[] = [
    { answer: 'accepted', slots: ['s1', 's2'] },
    { answer: 'declined', slots: ['s3'] },
    { answer: 'given back', slots: ['s4'] },
    { answer: 'expired', slots: ['s5', 's6'] },
  ];

  test('each way of answering has to have been taken by somebody', () => {
    expect(brokenBy((promises) => judgeAnswers(promises, all))).toEqual([]);
    for (const left of all) {
      const others = all.filter((each) => each !== left);
      expect(brokenBy((promises) => judgeAnswers(promises, others))).toEqual(['answers']);
    }
    expect(brokenBy((promises) => judgeAnswers(promises, [...all, { answer: null, slots: ['s7'] }]))).toEqual(['answers']);
  });

  test.each<[string, string[][], boolean]>([
    ['freed slots', [['s5', 's6'], ['s3']], true],
    ['a slot that nobody had, besides', [['s3'], ['s9']], true],
    ['nothing', [], false],
    ['no slot that was freed', [['s9']], false],
    ['a slot that somebody holds', [['s3'], ['s2']], false],
    ['one slot twice', [['s3'], ['s3']], false],
  ])('a refill that gives away %s', (_, given, kept) => {
    expect(brokenBy((promises) => judgeRefill(promises, all, given))).toEqual(kept ? [] : ['refill']);
  });
});

test('at the counters zero of anything is not enough', () => {
  const good = { matched: 80, stayedAway: 7, refused: 5, wronglyServed: 0, corrected: 1 };
  const broken = (change: Partial<typeof good>): string[] => brokenBy((promises) => judgeCounter(promises, { ...good, ...change }));
  expect(broken({})).toEqual([]);
  expect(broken({ matched: 0 })).toEqual(['checked-in']);
  expect(broken({ refused: 0 })).toEqual(['mismatch']);
  expect(broken({ wronglyServed: 1 })).toEqual(['mismatch']);
  expect(broken({ corrected: 0 })).toEqual(['correction']);
});

test('every slot has to have ended, and people to have come', () => {
  const good = { attended: 200, missed: 20, unused: 30, granted: 0, open: 0 };
  const broken = (change: Partial<typeof good>): string[] => brokenBy((promises) => judgeEnds(promises, { ...good, ...change }, 250));
  expect(broken({})).toEqual([]);
  expect(broken({ missed: 19 })).toEqual(['ends']);
  expect(broken({ attended: 0, unused: 230 })).toEqual(['ends']);
});
