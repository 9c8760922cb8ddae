import { type Language, languageFacts } from './languages';

const formats = new Map<string, Intl.NumberFormat>();

function formatIn(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { locale } = languageFacts(language);
  const key = locale + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

/** "1.200" or "1,200", Latin digits in every language. */
export function formatCount(count: number, language: Language): string {
  return formatIn(language, { maximumFractionDigits: 0 }).format(count);
}

/** A chance or share, 0 to 1, in whole percent, and with one digit more below one percent. */
export function formatShare(share: number, language: Language): string {
  return formatIn(language, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.0995 ? 1 : 0 }).format(share);
}
