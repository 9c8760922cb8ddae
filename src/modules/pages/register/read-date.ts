import { normalizeBirthDate, parseCivilDate } from '../../../core';
import { type Fields, latinDigits, textOf } from './fields';

type DateError = 'date-missing' | 'date-impossible' | 'date-year';

/** A day from the fields `day`, `month`, `year`; `YYYY-MM-DD`. */
export function readDay(fields: Fields): string | { error: DateError } {
  const [day, month, year] = partsOf(fields);
  if (day === '' || month === '' || year === '') return { error: 'date-missing' };
  return check(`${year}-${month}-${day}`, (date) => void parseCivilDate(date));
}

/**
 * A birth date from the same fields.
 * @param partsUnknown fields left empty are unknown, not forgotten
 */
export function readBirthDate(fields: Fields, partsUnknown: boolean, today: string): string | { error: DateError | 'date-future' } {
  const [day, month, year] = partsOf(fields);
  if (!partsUnknown && (day === '' || month === '' || year === '')) return { error: 'date-missing' };
  const date = check(`${year || '0000'}-${month || '00'}-${day || '00'}`, (text) => void normalizeBirthDate(text));
  if (typeof date !== 'string') return date;
  if (date > today) return { error: 'date-future' };
  return year !== '' && year < '1900' ? { error: 'date-year' } : date;
}

function partsOf(fields: Fields): [day: string, month: string, year: string] {
  const part = (name: string): string => latinDigits(textOf(fields, name));
  const padded = (text: string): string => (text === '' ? '' : text.padStart(2, '0'));
  return [padded(part('day')), padded(part('month')), part('year')];
}

function check(date: string, parse: (date: string) => void): string | { error: DateError } {
  if (/^\d{1,3}-/.test(date)) return { error: 'date-year' };
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return { error: 'date-impossible' };
  try {
    parse(date);
    return date;
  } catch {
    return { error: 'date-impossible' };
  }
}

/** The fields of a date as a form shows it again; unknown parts are empty. */
export function fieldsOfDate(date: string): { day: string; month: string; year: string } {
  const [year = '', month = '', day = ''] = date.split('-');
  const shown = (part: string): string => (/^0+$/.test(part) ? '' : part.replace(/^0(?=\d$)/, ''));
  return { day: shown(day), month: shown(month), year: shown(year) };
}
