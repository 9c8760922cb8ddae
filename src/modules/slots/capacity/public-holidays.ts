import { getHolidays } from 'feiertagejs';

/** Federal states whose public holidays are known, by their usual letters. */
export const LANDS = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'] as const;
export type Land = (typeof LANDS)[number];

/**
 * Public holidays of a state in all years that the days touch, `YYYY-MM-DD` to its German name. Days that are free in some of a state's towns only are
 * not among them: they are closures of the office.
 */
export function publicHolidays(land: Land, from: string, until: string): Map<string, string> {
  const days = new Map<string, string>();
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year++) {
    for (const holiday of getHolidays(year, land)) days.set(holiday.dateString, holiday.translate('de') ?? holiday.name);
  }
  return days;
}
