/** What the lines of an invented document say. */
export interface Printed {
  readonly surname: string;
  readonly givenNames: string;
  /** `YYMMDD` */
  readonly birth: string;
}

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The check digit of ICAO Doc 9303: weights 7, 3, 1. */
function digitOf(text: string): string {
  const sum = [...text].reduce((total, character, place) => total + Math.max(VALUES.indexOf(character), 0) * [7, 3, 1][place % 3]!, 0);
  return String(sum % 10);
}

const fill = (text: string, length: number): string => text.padEnd(length, '<').slice(0, length);
const nameOf = ({ surname, givenNames }: Printed): string => `${surname}<<${givenNames}`.replaceAll(' ', '<');

/** Two lines of a passport of the invented state of Utopia. */
export function passportOf(printed: Printed): string[] {
  const number = `L898902C3${digitOf('L898902C3')}`;
  const birth = `${printed.birth}${digitOf(printed.birth)}`;
  const expiry = `340415${digitOf('340415')}`;
  const more = `${fill('', 14)}${digitOf(fill('', 14))}`;
  const all = digitOf(number + birth + expiry + more);
  return [fill(`P<UTO${nameOf(printed)}`, 44), `${number}UTO${birth}F${expiry}${more}${all}`];
}

/** Three lines of a residence permit. */
export function idCardOf(printed: Printed): string[] {
  const first = fill(`IRUTOD23145890${digitOf('D23145890')}`, 30);
  const birth = `${printed.birth}${digitOf(printed.birth)}`;
  const expiry = `340415${digitOf('340415')}`;
  const all = digitOf(first.slice(5) + birth + expiry + fill('', 11));
  return [first, `${birth}F${expiry}UTO${fill('', 11)}${all}`, fill(nameOf(printed), 30)];
}
