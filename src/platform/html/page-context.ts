import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Authority } from '../config';
import {
  formatCalendarDay,
  formatClock,
  formatCount,
  formatDay,
  formatMoment,
  formatShare,
  formatShortDay,
  isGerman,
  type Language,
  type Moment,
  type Texts,
  type Translate,
} from '../i18n';
import type { Assets } from './assets';

/** What every component may know about the page it stands on. */
export interface PageContext {
  readonly language: Language;
  readonly t: Translate;
  readonly texts: Texts;
  /** The page's path without the language ("/services/…"), for the language switcher. */
  readonly path: string;
  readonly authority: Authority;
  readonly assets: Assets;
  /** Origin of this installation, for texts that people copy. */
  readonly publicUrl: string;
}

export const PageContexts = createContext<PageContext | null>(null);

/** A component's way to language, texts and dates. @throws Error outside a page */
export function usePage(): PageContext {
  const page = useContext(PageContexts);
  if (!page) throw new Error('this component stands on no page');
  return page;
}

/** Dates and numbers in the page's language. */
export interface Formats {
  readonly day: (moment: Moment) => string;
  readonly clock: (moment: Moment) => string;
  readonly moment: (moment: Moment) => string;
  readonly shortDay: (moment: Moment) => string;
  /** `YYYY-MM-DD` without a time. */
  readonly calendarDay: (day: string) => string;
  readonly count: (count: number) => string;
  readonly share: (share: number) => string;
  /** The same moment in German where the page speaks another language, else null: papers and signs are in German. */
  readonly germanMoment: (moment: Moment) => string | null;
}

export function formatsOf(language: Language): Formats {
  return {
    day: (moment) => formatDay(moment, language),
    clock: (moment) => formatClock(moment, language),
    moment: (moment) => formatMoment(moment, language),
    shortDay: (moment) => formatShortDay(moment, language),
    calendarDay: (day) => formatCalendarDay(day, language),
    count: (count) => formatCount(count, language),
    share: (share) => formatShare(share, language),
    germanMoment: (moment) => (isGerman(language) ? null : formatMoment(moment, 'de')),
  };
}

export function useFormats(): Formats {
  return formatsOf(usePage().language);
}

/** An address on this site in the page's language. @param path begins with "/" */
export function useLocal(): (path: string) => string {
  const { language } = usePage();
  return (path) => localPath(language, path);
}

export function localPath(language: Language, path: string): string {
  return `/${language}${path === '/' ? '' : path}`;
}
