/** UUIDs and private links. Links are told from class names and words by having capitals and digits. */
const IDENTIFIERS = /[0-9a-f]{8}-[0-9a-f-]{27}|(?<![\w-])(?=[\w.-]*\d)(?=[\w.-]*[A-Z])[\w.-]{22,}/g;

/**
 * A page's text as it is for everybody: the same page, shown to somebody else, has been looked at already. What was the same stays the same, and
 * what was different stays different: two elements of one id are not two of two.
 */
export function withoutIdentifiers(html: string): string {
  const numbers = new Map<string, number>();
  return html.replaceAll(IDENTIFIERS, (identifier) => {
    const number = numbers.get(identifier) ?? numbers.size;
    numbers.set(identifier, number);
    return `#${number}`;
  });
}
