import { CoreError } from '../errors';
import { formatCivilDate, parseCivilDate } from './civil-date';

const SECONDS_PER_DAY = 86400;

/** Unix seconds of `YYYY-MM-DDTHH:MM:SSZ` (bytes.md); only real instants, no second 60. Throws `encoding.time`. */
export function parseTime(text: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)Z$/.exec(text);
  if (match === null) throw new CoreError('encoding.time', { expected: 'YYYY-MM-DDTHH:MM:SSZ', actual: text });
  const secondOfDay = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4]);
  return parseCivilDate(match[1] ?? '') * SECONDS_PER_DAY + secondOfDay;
}

/** `YYYY-MM-DDTHH:MM:SSZ` of whole Unix seconds within the years 0001 to 9999. Throws `encoding.time`. */
export function formatTime(unixSeconds: number): string {
  if (!Number.isSafeInteger(unixSeconds) || unixSeconds < -62135596800 || unixSeconds > 253402300799) {
    throw new CoreError('encoding.time', { expected: 'whole seconds of the years 1 to 9999', actual: String(unixSeconds) });
  }
  const days = Math.floor(unixSeconds / SECONDS_PER_DAY);
  const second = unixSeconds - days * SECONDS_PER_DAY;
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return `${formatCivilDate(days)}T${clock.map((part) => String(part).padStart(2, '0')).join(':')}Z`;
}
