import { type Announcement, type BeaconChain, formatTime, type NoteSigner, timeOfRound } from '../../src/core';
import { logKeyOf, witnessKeys } from '../core/support/composed-record';
import type { Random } from './record-random';

/** Names of all the shapes that the grammar allows. */
const NAMES = ['a', '0', 'am', 'pm', 'a.b', 'x_y-z', 'hardship', 'lapsed', 'guarantee', '9lives', `n${'-'.repeat(39)}`, 'office-a'];
const TITLES = ['', 'Week 49', 'Aufenthaltserlaubnis verl\u00e4ngern', 'line\nbreak "quoted" \\ \u0007', '\ud83d\udcc5 \u202e'];
const ALLOWED = [[1], [1, 2, 4, 8, 16], [1, 64], [1, 3, 7, 40], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]];

/** Rules of a window by which draw `number` falls on this round. */
export function generateRules(random: Random, chain: BeaconChain, round: number, number: number, log: NoteSigner): Announcement {
  const labels = random.some(NAMES, 1).slice(0, 4);
  const pots = random.some(random.shuffle(NAMES)).slice(0, 3);
  const groups = random.shuffle(NAMES).slice(0, random.between(1, 5));
  const allowed = random.pick(ALLOWED);
  const witnesses = random.some(witnessKeys);
  return {
    protocol: 'fairslot/v1',
    window: `city.example/renew/w${random.int(1000)}`,
    title: random.pick(TITLES),
    timetable: generateTimetable(random, chain, round, number),
    beacon: chain,
    tickets: {
      allowed,
      rule: random.pick(['uniform', 'rising', 'savable'] as const),
      parameters: { leadDays: random.int(60), cap: allowed.at(-1)!, maxLosses: random.int(6), guaranteeAfter: random.between(1, 9) },
    },
    passes: [...pots, 'general'].map((pot) => ({
      pot,
      from: random.shuffle(random.some(labels, 1)),
      ...(random.chance(0.3) ? { max: random.int(13) } : {}),
    })),
    choices: { groups },
    contributors: random.shuffle(random.some(['office', 'ombudsperson', 'c3', 'university'])),
    log: { origin: log.name, key: logKeyOf(log) },
    witnesses,
    quorum: witnesses.length === 0 ? 0 : random.between(1, witnesses.length),
  };
}

function generateTimetable(random: Random, chain: BeaconChain, round: number, number: number): Announcement['timetable'] {
  const span = (): number => random.between(1, random.pick([1, 60, 90_000]));
  // Any instant from which this round is the first: up to one period before it, and for the first round any time before.
  const instant = timeOfRound(chain, round) - (round === 1 ? random.int(100_000) : random.int(chain.periodSeconds));
  const revealSecondsBefore = span();
  const freezeSecondsBefore = revealSecondsBefore + span();
  const everySeconds = freezeSecondsBefore + span();
  const firstAt = number === 0 ? instant + freezeSecondsBefore + span() : instant - (number - 1) * everySeconds;
  const drawAt = number === 0 ? instant : firstAt - freezeSecondsBefore - span();
  const lastAt = number === 0 ? firstAt + random.between(-2, 5) * everySeconds : instant + random.int(3) * everySeconds;
  const revealBy = drawAt - span();
  const freezeAt = revealBy - span();
  const closesAt = freezeAt - random.pick([0, span()]);
  return {
    opensAt: formatTime(closesAt - span()),
    closesAt: formatTime(closesAt),
    freezeAt: formatTime(freezeAt),
    revealBy: formatTime(revealBy),
    drawAt: formatTime(drawAt),
    refill: { firstAt: formatTime(firstAt), everySeconds, lastAt: formatTime(lastAt), freezeSecondsBefore, revealSecondsBefore },
  };
}
