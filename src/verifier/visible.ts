const MOST_CHARACTERS = 500;

/**
 * Text from a record, made safe to show: control characters (which a terminal obeys), invisible ones and those that turn
 * the direction of writing become visible escapes, and no line is longer than a person reads.
 */
export function visible(text: string): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return shown.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
