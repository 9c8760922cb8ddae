/** Languages of pages and letters, German first: it leads. `de-simple` is plain German, as BITV asks for. */
export const LANGUAGES = ['de', 'de-simple', 'en', 'uk', 'ar', 'tr', 'ru', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that counts in law; everything else falls back to it. */
export const LEADING: Language = 'de';

interface LanguageFacts {
  /** The language's name in itself. */
  readonly autonym: string;
  readonly direction: 'ltr' | 'rtl';
  /** BCP 47, as in `<html lang>`. */
  readonly tag: string;
  /** For Intl: Gregorian calendar and Latin digits, whatever the language is used to, so that dates match the papers. */
  readonly locale: string;
  /** A person who translates for a living has read the texts. Until then pages say so. */
  readonly reviewed: boolean;
}

const FACTS: Readonly<Record<Language, LanguageFacts>> = {
  de: { autonym: 'Deutsch', direction: 'ltr', tag: 'de', locale: 'de-DE-u-ca-gregory-nu-latn', reviewed: true },
  'de-simple': { autonym: 'Einfaches Deutsch', direction: 'ltr', tag: 'de-simple', locale: 'de-DE-u-ca-gregory-nu-latn', reviewed: false },
  en: { autonym: 'English', direction: 'ltr', tag: 'en', locale: 'en-GB-u-ca-gregory-nu-latn', reviewed: true },
  uk: { autonym: 'Українська', direction: 'ltr', tag: 'uk', locale: 'uk-UA-u-ca-gregory-nu-latn', reviewed: false },
  ar: { autonym: 'العربية', direction: 'rtl', tag: 'ar', locale: 'ar-u-ca-gregory-nu-latn', reviewed: false },
  tr: { autonym: 'Türkçe', direction: 'ltr', tag: 'tr', locale: 'tr-TR-u-ca-gregory-nu-latn', reviewed: false },
  ru: { autonym: 'Русский', direction: 'ltr', tag: 'ru', locale: 'ru-RU-u-ca-gregory-nu-latn', reviewed: false },
  fr: { autonym: 'Français', direction: 'ltr', tag: 'fr', locale: 'fr-FR-u-ca-gregory-nu-latn', reviewed: false },
  es: { autonym: 'Español', direction: 'ltr', tag: 'es', locale: 'es-ES-u-ca-gregory-nu-latn', reviewed: false },
};

export function languageFacts(language: Language): LanguageFacts {
  return FACTS[language];
}

export function isLanguage(value: unknown): value is Language {
  return (LANGUAGES as readonly unknown[]).includes(value);
}

/** Whether German stands beside what is said in this language. */
export function isGerman(language: Language): boolean {
  return language === 'de' || language === 'de-simple';
}

/**
 * The language to begin with, for somebody who has not chosen one.
 * @param header the Accept-Language header as it came; nonsense in it is passed over
 */
export function negotiateLanguage(header: string | undefined): Language {
  const ranges = (header ?? '').slice(0, 500).split(',').map(parseRange);
  const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const found = LANGUAGES.find((language) => language === tag) ?? LANGUAGES.find((language) => language === tag.split('-')[0]);
    if (found) return found;
  }
  return LEADING;
}

function parseRange(range: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
  const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
  return { tag: tag.trim(), weight: Number.isFinite(weight) ? weight : 0 };
}
