import type { FieldErrors } from '../../../../platform/html';
import type { Translate } from '../../../../platform/i18n';
import { COUNTER_NAME, GROUP_NAME, LEAST_SLOT_MINUTES, MOST_SLOT_MINUTES, type Shift, SLOT_PLACE } from '../../../slots';
import type { ShiftForm } from './plan-pages.dto';
import { readClock, readList, readWhole } from './typed-values';

export type TypedShift = Omit<ShiftForm, 'version'>;

export function typedShift({ weekdays, from, until, slotMinutes, counters, group, label, place }: Shift): TypedShift {
  return { weekdays: weekdays.map(String), from, until, minutes: String(slotMinutes), counters: counters.join(', '), group, label, place };
}

/** Reads a shift, or says what is missing. Whether it fits the others the service says. */
export function readShift(
  id: string,
  typed: TypedShift,
  groups: readonly string[],
  t: Translate,
): { shift: Shift } | { errors: FieldErrors } {
  const weekdays = (typed.weekdays ?? []).filter((day) => /^[1-7]$/.test(day)).map(Number).sort(); // prettier-ignore
  const [from, until] = [readClock(typed.from), readClock(typed.until)];
  const slotMinutes = readWhole(typed.minutes, LEAST_SLOT_MINUTES, MOST_SLOT_MINUTES);
  const counters = readList(typed.counters);
  const group = groups.find((each) => each === typed.group);
  const [label, place] = [(typed.label ?? '').trim(), (typed.place ?? '').trim()];
  const errors: Record<string, string> = {};
  if (weekdays.length === 0) errors.weekdays = t('staff-plan:shift.error.weekdays');
  if (from === null) errors.from = t('staff-plan:error-clock');
  if (until === null) errors.until = t('staff-plan:error-clock');
  if (slotMinutes === null) errors.minutes = t('staff-plan:shift.error.minutes', { least: LEAST_SLOT_MINUTES, most: MOST_SLOT_MINUTES });
  if (counters.length === 0 || counters.length > 100 || !counters.every((one) => COUNTER_NAME.test(one)))
    errors.counters = t('staff-plan:shift.error.counters');
  if (group === undefined) errors.group = t('staff-plan:shift.error.group');
  if (!GROUP_NAME.test(label)) errors.label = t('staff-plan:shift.error.label');
  if (!SLOT_PLACE.test(place)) errors.place = t('staff-plan:shift.error.place');
  if (Object.keys(errors).length > 0) return { errors };
  return { shift: { id, weekdays, from: from!, until: until!, slotMinutes: slotMinutes!, counters, group: group!, label, place } };
}
