import { parseTime } from '../../../../../core';
import { officeClock, officeDate, type WindowAnswers } from '../../../../windows';
import { writeDay } from '../typed-values';
import type { TypedAnswers } from './wizard.dto';

/** What most offices choose; shown until somebody has answered. */
const USUAL: TypedAnswers = {
  opensClock: '08:00',
  closesClock: '18:00',
  drawClock: '12:00',
  freezeHours: '12',
  revealHours: '2',
  refills: 'some',
  everyDays: '1',
  rule: 'savable',
  leadDays: '14',
  cap: '16',
  maxLosses: '4',
  guaranteeAfter: '8',
  pots: ['hardship', 'guarantee', 'lapsed'],
  contributors: 'office',
  repeat: 'once',
  announceDays: '7',
};

/** Stored answers as they stand in the fields. */
export function typedAnswers({ basics, times, refills, groups, policy, pots, repeat }: WindowAnswers, language: string): TypedAnswers {
  const dayOf = (time: string): string => writeDay(officeDate(parseTime(time)), language);
  const clockOf = (time: string): string => officeClock(parseTime(time));
  return {
    ...USUAL,
    ...basics,
    ...(times && {
      opensDay: dayOf(times.opensAt),
      opensClock: clockOf(times.opensAt),
      closesDay: dayOf(times.closesAt),
      closesClock: clockOf(times.closesAt),
      drawDay: dayOf(times.drawAt),
      drawClock: clockOf(times.drawAt),
      freezeHours: String(times.freezeHours),
      revealHours: String(times.revealHours),
    }),
    ...(refills && {
      refills: refills.everyDays === null ? 'none' : 'some',
      ...(refills.everyDays === null ? {} : { everyDays: String(refills.everyDays), lastDay: dayOf(refills.lastAt!) }),
    }),
    ...(groups && { groups: [...groups.groups] }),
    ...(policy && {
      rule: policy.rule,
      leadDays: String(policy.leadDays),
      cap: String(policy.cap),
      maxLosses: String(policy.maxLosses),
      guaranteeAfter: String(policy.guaranteeAfter),
    }),
    ...(pots && {
      pots: (['hardship', 'guarantee', 'lapsed'] as const).filter((pot) => pots[pot]),
      guaranteeMost: pots.guaranteeMost === null ? '' : String(pots.guaranteeMost),
      contributors: pots.contributors.join(', '),
    }),
    ...(repeat && {
      repeat: repeat.everyDays === null ? 'once' : 'again',
      ...(repeat.everyDays === null ? {} : { repeatDays: String(repeat.everyDays), announceDays: String(repeat.announceDaysBefore) }),
    }),
  };
}
