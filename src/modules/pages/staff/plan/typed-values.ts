import { Temporal } from 'temporal-polyfill';

/** "1.12.2026" or "2026-12-01" -> "2026-12-01"; null for what is no day of this century. */
export function readDay(typed: string | undefined): string | null {
  const text = (typed ?? '').trim();
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d{2})$/.exec(text);
  const iso = german ? `${german[3]}-${german[2]!.padStart(2, '0')}-${german[1]!.padStart(2, '0')}` : text;
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(iso)) return null;
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/** A day as people type it here. */
export function writeDay(day: string, language: string): string {
  return language === 'de' ? `${day.slice(8)}.${day.slice(5, 7)}.${day.slice(0, 4)}` : day;
}

/** "8", "8:30", "08.30" -> "08:30"; null for what is no time of day. */
export function readClock(typed: string | undefined): string | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec((typed ?? '').trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? '0')];
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** A whole number between two others, both included; null for anything else. */
export function readWhole(typed: string | undefined, least: number, most: number): number | null {
  const text = (typed ?? '').trim();
  if (!/^\d{1,9}$/.test(text)) return null;
  const value = Number(text);
  return value < least || value > most ? null : value;
}

/** "1-4, c7" -> 1, 2, 3, 4, c7, each once; what does not look like a list stays a name, and is refused as such. */
export function readList(typed: string | undefined): string[] {
  const parts = (typed ?? '').split(/[,;\s]+/).filter(Boolean);
  return [...new Set(parts.flatMap(expand))];
}

function expand(part: string): string[] {
  const range = /^([a-z]*)(\d{1,3})-(\d{1,3})$/.exec(part);
  if (!range) return [part];
  const [from, to] = [Number(range[2]), Number(range[3])];
  return from > to ? [part] : Array.from({ length: to - from + 1 }, (_, place) => `${range[1]}${from + place}`);
}
