/** A form's fields as they were posted, or as a page shows them. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One value of a field, trimmed; empty when it was not posted. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
}

/** All values of a field. */
export function listOf(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Digits of Arabic and Persian keyboards as the papers have them. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** Marks that turn writing around are invisible, come along when something is copied, and are in no passport. */
export function withoutDirectionMarks(text: string): string {
  return text.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '');
}
