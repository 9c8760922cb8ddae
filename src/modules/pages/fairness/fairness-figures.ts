import { type Formats, formatsOf } from '../../../platform/html';
import { type Language, languageFacts, type Translate } from '../../../platform/i18n';
import { type ClassResult, type Fairness, LEAST_PEOPLE, type TicketsResult, type TimeResult, type WaitResult } from '../../draws';
import type { BandRow } from './chart-bands';
import type { BarRow } from './chart-bars';

/** Words and numbers of one language, for tables and charts alike: both say the same. */
export interface Wording {
  readonly t: Translate;
  readonly formats: Formats;
  readonly isRightToLeft: boolean;
}

export function wordingOf(t: Translate, language: Language): Wording {
  return { t, formats: formatsOf(language), isRightToLeft: languageFacts(language).direction === 'rtl' };
}

/** Smaller classes are not shown by themselves. */
export const SMALLEST_CLASS = LEAST_PEOPLE;

export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

export const isOutside = ({ first, low, high }: ClassResult): boolean => first < low || first > high;

export function countOutside(classes: readonly ClassResult[]): number {
  return classes.filter(isOutside).length;
}

export function ticketsLabel({ t, formats }: Wording, { from, to }: TicketsResult): string {
  if (from === to) return t('fairness:tickets.label', { count: from });
  return t('fairness:tickets.range', { from: formats.count(from), to: formats.count(to) });
}

const UNITS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
type Unit = keyof typeof UNITS;

export function unitOf(binSeconds: number): Unit {
  return (['day', 'hour', 'minute'] as const).find((unit) => binSeconds >= UNITS[unit]) ?? 'second';
}

export function timeLabel({ t, formats }: Wording, { from, to }: TimeResult, binSeconds: number): string {
  if (to === null) return t('fairness:time.before');
  const unit = unitOf(binSeconds);
  const in_ = (seconds: number): string => formats.count(seconds / UNITS[unit]);
  if (from === null) return t('fairness:time.before-until', { end: t(`fairness:time.end.${unit}`, { to: in_(to) }) });
  return t(`fairness:time.range.${unit}`, { from: in_(from), to: in_(to) });
}

/** For the axis of a chart: when the class begins. */
export function timeMark({ t, formats }: Wording, { from }: TimeResult, binSeconds: number): string {
  return from === null ? t('fairness:time.axis.before') : formats.count(from / UNITS[unitOf(binSeconds)]);
}

export function waitLabel({ t, formats }: Wording, { from, to, isLast }: WaitResult): string {
  if (from === to) return formats.count(from);
  if (isLast) return t('fairness:waits.more', { from: formats.count(from) });
  return t('fairness:waits.range', { from: formats.count(from), to: formats.count(to) });
}

export function bandRow({ formats }: Wording, label: string, { people, first, expected, low, high }: ClassResult): BandRow {
  const result = shareOf(first, people);
  return { label, result, expected: shareOf(expected, people), low: low / people, high: high / people, text: formats.share(result) };
}

export function waitRow(wording: Wording, wait: WaitResult): BarRow {
  const { t, formats } = wording;
  const share = formats.share(shareOf(wait.served, wait.people));
  const text = t('fairness:waits.row', { served: formats.count(wait.served), people: formats.count(wait.people), share });
  return { label: waitLabel(wording, wait), whole: wait.people, part: wait.served, text };
}

/** One bar a draw, the newest first; a single draw stands without a name. */
export function loadRows({ t, formats }: Wording, { draws }: Fairness): BarRow[] {
  return draws.map(({ drawAt, entries, slots }) => ({
    label: formats.shortDay(drawAt),
    whole: entries,
    part: slots,
    text: t('fairness:load.row', { people: formats.count(entries), slots: formats.count(slots) }),
  }));
}

/** "5,6": people for each appointment, with one digit. */
export function ratioOf(people: number, slots: number, language: Language): string {
  return new Intl.NumberFormat(languageFacts(language).locale, { maximumFractionDigits: 1 }).format(slots === 0 ? people : people / slots);
}
