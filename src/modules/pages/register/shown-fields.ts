import { type FormAnswers, NONE } from '../../registrations';
import type { Fields } from './fields';
import type { Step } from './journey';
import { fieldsOfDate } from './read-date';

/** The fields of a question as its answer fills them in; empty where there is none yet. */
export function shownFields(step: Step, answers: FormAnswers): Fields {
  return SHOWN[step](answers);
}

const SHOWN: Readonly<Record<Step, (answers: FormAnswers) => Fields>> = {
  name: ({ name }) => ({ ...name }),
  'birth-date': ({ birthDate }) =>
    birthDate === undefined ? {} : { ...fieldsOfDate(birthDate), ...(/0000|-00/.test(birthDate) ? { unknown: 'yes' } : {}) },
  'case-number': ({ caseNumber }) => ({ caseNumber }),
  'critical-date': ({ criticalDate }) => {
    if (criticalDate === undefined) return {};
    return criticalDate === NONE ? { has: 'no' } : { has: 'yes', ...fieldsOfDate(criticalDate.date), source: criticalDate.source };
  },
  hardship: ({ hardship }) => ({ hardship }),
  size: ({ size }) => ({ size: size === undefined ? undefined : String(size) }),
  days: ({ impossibleDays }) => ({ days: impossibleDays?.map(String) }),
  notice: ({ noticeDays }) => ({ notice: noticeDays === undefined ? undefined : String(noticeDays) }),
  wishes: ({ wishes, widenIfRare }) => {
    if (wishes === undefined) return {};
    if (wishes === 'any') return { any: 'yes' };
    return {
      any: 'no',
      widen: widenIfRare ? 'yes' : undefined,
      ...Object.fromEntries(wishes.map((wish, index) => [`wish-${index + 1}`, wish])),
    };
  },
  pots: ({ waivedPots }) => ({ special: waivedPots === undefined ? undefined : waivedPots.length > 0 ? 'no' : 'yes' }),
  contact: ({ contact }) => (contact === undefined ? {} : { kind: contact.kind, [contact.kind]: contact.value }),
  representative: ({ representative }) => {
    if (representative === undefined) return {};
    return representative === NONE ? { has: 'no' } : { has: 'yes', representative: representative.name, reach: representative.contact };
  },
};
