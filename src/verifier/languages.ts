import type { Words } from './words';
import { GERMAN } from './words.de';
import { ENGLISH } from './words.en';

/** Languages the command line speaks. */
export type Language = 'de' | 'en';

export const WORDS: Readonly<Record<Language, Words>> = { de: GERMAN, en: ENGLISH };
