/** A birth date (`YYYY-MM-DD`) as documents print it, so that staff compare like with like; unknown parts as a dash. */
export function asPrinted(date: string): string {
  return date
    .split('-')
    .reverse()
    .map((part) => (/^0+$/.test(part) ? '–' : part))
    .join('.');
}
