import { isGerman, type Language, languageFacts } from './languages';

/** Offices and the people who go there live in this zone, whatever zone the server runs in. */
export const ZONE = 'Europe/Berlin';

/** Unix seconds, a UTC time as the protocol writes it, or a Date. */
export type Moment = number | string | Date;

type Shape = 'day' | 'time' | 'moment' | 'short-day';

const SHAPES: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  'short-day': { day: '2-digit', month: '2-digit', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  moment: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
};

/** Making a format costs a hundred times what using one does. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(language: Language, shape: Shape, zone: string): Intl.DateTimeFormat {
  const { locale } = languageFacts(language);
  const key = `${locale} ${shape} ${zone}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, { ...SHAPES[shape], timeZone: zone })));
  return format;
}

function format(moment: Moment, language: Language, shape: Shape): string {
  const german = isGerman(language) && (shape === 'moment' || shape === 'time') ? ' Uhr' : '';
  return formatIn(language, shape, ZONE).format(toDate(moment)) + german;
}

/** "Dienstag, 1. Dezember 2026", Berlin's day. */
export const formatDay = (moment: Moment, language: Language): string => format(moment, language, 'day');
/** "09:30 Uhr", Berlin's clock. */
export const formatClock = (moment: Moment, language: Language): string => format(moment, language, 'time');
/** Day and time. */
export const formatMoment = (moment: Moment, language: Language): string => format(moment, language, 'moment');
/** Day in figures, for tables. */
export const formatShortDay = (moment: Moment, language: Language): string => format(moment, language, 'short-day');

/** A calendar day without a time, `YYYY-MM-DD`, in words. No zone can shift it. */
export function formatCalendarDay(day: string, language: Language): string {
  return formatIn(language, 'day', 'UTC').format(new Date(`${day}T12:00:00Z`));
}

export function toDate(moment: Moment): Date {
  if (typeof moment === 'number') return new Date(moment * 1000);
  return typeof moment === 'string' ? new Date(moment) : moment;
}
