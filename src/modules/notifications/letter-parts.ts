import type { Language } from '../../platform/i18n';

/** A piece of a letter, in whatever form the letter goes out. Texts are plain: each form escapes them its own way. */
export type LetterBlock =
  | { readonly kind: 'text'; readonly text: string }
  /** Where and when: what somebody looks for when they open the letter again. */
  | { readonly kind: 'visit'; readonly begins: string; readonly place: string; readonly code: string | null }
  | { readonly kind: 'code'; readonly label: string; readonly code: string }
  | { readonly kind: 'action'; readonly label: string; readonly url: string };

/** A letter in one language. */
export interface LetterPart {
  readonly language: Language;
  readonly subject: string;
  readonly greeting: string;
  /** What the letter is about. */
  readonly blocks: readonly LetterBlock[];
  /** What stands under every letter. */
  readonly closing: readonly LetterBlock[];
  /** For a phone: what to do, and where. */
  readonly short: string;
}
