import type { FieldErrors } from '../../../../platform/html';
import type { Translate } from '../../../../platform/i18n';
import { type CapacityPattern, type Closure, LANDS } from '../../../slots';
import type { DaysOffForm } from './plan-pages.dto';
import { readDay, writeDay } from './typed-values';

/** Federal states to choose from. */
export const LAND_CHOICES = LANDS;

export type TypedDaysOff = Omit<DaysOffForm, 'version'>;
type DaysOff = Pick<CapacityPattern, 'land' | 'closures'>;

export function typedDaysOff({ land, closures }: DaysOff, language: string): TypedDaysOff {
  const lines = closures.map(({ from, until, note }) => {
    const days = from === until ? [from] : [from, until];
    return `${days.map((day) => writeDay(day, language)).join(' - ')} ${note}`;
  });
  return { land: land ?? 'none', closures: lines.join('\n') };
}

/** Reads the holidays that count, and closures, one a line: a day or two with a dash between, then what it is. */
export function readDaysOff(typed: TypedDaysOff, t: Translate): { daysOff: DaysOff } | { errors: FieldErrors } {
  const land = LANDS.find((each) => each === typed.land) ?? null;
  const lines = (typed.closures ?? '').split('\n').map((line, place) => ({ text: line.trim(), number: place + 1 }));
  const closures: Closure[] = [];
  const wrong: number[] = [];
  for (const { text, number } of lines.filter(({ text }) => text !== '')) {
    const closure = readClosure(text);
    if (closure) closures.push(closure);
    else wrong.push(number);
  }
  const errors: Record<string, string> = {};
  if (land === null && typed.land !== 'none') errors.land = t('staff-plan:days-off.error.land');
  if (wrong.length > 0) errors.closures = t('staff-plan:days-off.error.closures', { lines: wrong.join(', ') });
  if (Object.keys(errors).length > 0) return { errors };
  return { daysOff: { land, closures: closures.sort((a, b) => (a.from < b.from ? -1 : 1)) } };
}

function readClosure(text: string): Closure | null {
  const day = String.raw`(\d{1,2}\.\d{1,2}\.20\d{2}|20\d{2}-\d{2}-\d{2})`;
  const match = new RegExp(`^${day}(?:\\s*[-–]\\s*${day})?\\s+(\\S.{0,199})$`).exec(text);
  if (!match) return null;
  const from = readDay(match[1]);
  const until = match[2] === undefined ? from : readDay(match[2]);
  return from === null || until === null || until < from ? null : { from, until, note: match[3]! };
}
