import type { Language } from '../../../src/platform/i18n';

/** How somebody comes: their language, the width of their screen in CSS pixels, with or without script. */
export interface Setting {
  readonly language: Language;
  readonly width: 320 | 1280;
  readonly script: boolean;
  /** Default: keyboard alone. */
  readonly pointer?: boolean;
}

const LANGUAGES = ['de', 'ar'] as const;
const WIDTHS = [320, 1280] as const;

/** German and Arabic, phone and desk, script off and on: what every journey has to work under, by keyboard alone. */
const MATRIX: readonly Setting[] = LANGUAGES.flatMap((language) =>
  WIDTHS.flatMap((width) => [false, true].map((script) => ({ language, width, script }))),
);

/** One each way, with a pointer: what a keyboard reaches might still not be clickable. */
const POINTED: readonly Setting[] = [
  { language: 'ar', width: 320, script: false, pointer: true },
  { language: 'de', width: 1280, script: true, pointer: true },
];

/** "ar, 320 px, no script, keyboard" */
export function nameOf({ language, width, script, pointer = false }: Setting): string {
  return `${language}, ${width} px, ${script ? 'script' : 'no script'}, ${pointer ? 'pointer' : 'keyboard'}`;
}

const named = (settings: readonly Setting[]) => settings.map((setting) => [nameOf(setting), setting] as const);

/** For `describe.each` and `it.each`: name and setting. */
export const EVERY_WAY = named([...MATRIX, ...POINTED]);

/** Every two of language, width and script together, and a phone without script that is tapped: for pages that journeys go through in every way, too. */
export const PAIRED_WAYS = named([
  { language: 'de', width: 320, script: false },
  { language: 'ar', width: 320, script: true },
  { language: 'ar', width: 1280, script: false },
  { language: 'de', width: 1280, script: true, pointer: true },
  { language: 'ar', width: 320, script: false, pointer: true },
]);

/**
 * The office's side speaks German and English, and its journeys are long: a narrow screen without script by keyboard, a wide one with script by
 * pointer, and by keyboard.
 */
export const STAFF_WAYS = named([
  { language: 'de', width: 320, script: false },
  { language: 'en', width: 1280, script: true, pointer: true },
  { language: 'de', width: 1280, script: true },
]);
