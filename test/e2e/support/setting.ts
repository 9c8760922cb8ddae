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
export const MATRIX: readonly Setting[] = LANGUAGES.flatMap((language) =>
  WIDTHS.flatMap((width) => [false, true].map((script) => ({ language, width, script }))),
);

/** One each way, with a pointer: what a keyboard reaches might still not be clickable. */
export const POINTED: readonly Setting[] = [
  { language: 'ar', width: 320, script: false, pointer: true },
  { language: 'de', width: 1280, script: true, pointer: true },
];

/** "ar, 320 px, no script, keyboard" */
export function nameOf({ language, width, script, pointer = false }: Setting): string {
  return `${language}, ${width} px, ${script ? 'script' : 'no script'}, ${pointer ? 'pointer' : 'keyboard'}`;
}

/** For `describe.each` and `it.each`: name and setting. */
export const EVERY_WAY: readonly (readonly [string, Setting])[] = [...MATRIX, ...POINTED].map((setting) => [nameOf(setting), setting]);

/** The office's side speaks German and English, and its journeys are long: each width, script off and on, keyboard and pointer. */
export const STAFF_WAYS: readonly (readonly [string, Setting])[] = (
  [
    { language: 'de', width: 320, script: false },
    { language: 'en', width: 1280, script: true },
    { language: 'de', width: 1280, script: false, pointer: true },
  ] as const
).map((setting) => [nameOf(setting), setting]);
