import { parse } from 'mrz';

/** What the machine-readable zone of a document says, as far as it is compared. Number, nationality and sex are not looked at. */
export interface ReadDocument {
  readonly surname: string;
  readonly givenNames: string;
  /** `YYMMDD` as printed: no century; `<<` for what the document does not say. */
  readonly birth: string;
  /** No place was left for more letters of the name. */
  readonly isCut: boolean;
}

/** `half`: a line is missing, as scanners send them one by one. `misread`: letters that can't be right; scanning again helps. */
export type MachineReading = { readonly document: ReadDocument } | { readonly trouble: 'half' | 'misread' };

/** Lines and their length: passports, ID cards and residence permits, older ID cards. */
const FORMATS = [
  { lines: 2, length: 44, birth: [1, 13] },
  { lines: 3, length: 30, birth: [1, 0] },
  { lines: 2, length: 36, birth: [1, 13] },
] as const;

/**
 * Reads what a scanner has typed: lines below each other, beside each other with spaces, or as one.
 * @returns null for a text that is no machine-readable zone at all
 */
export function readMachineReadable(text: string): MachineReading | null {
  const bare = text.toUpperCase().replaceAll(/\s+/g, '');
  if (!/^[A-Z0-9<]{28,}$/.test(bare) || !bare.includes('<<')) return null;
  const format = FORMATS.find(({ lines, length }) => bare.length === lines * length);
  if (!format) return { trouble: FORMATS.some(({ length }) => bare.length === length || bare.length === 2 * length) ? 'half' : 'misread' };
  const lines = Array.from({ length: format.lines }, (_, line) => bare.slice(line * format.length, (line + 1) * format.length));
  const { fields, details } = parse(lines, { autocorrect: true });
  const [line, start] = format.birth;
  const birth = lines[line]!.slice(start, start + 6).replaceAll('O', '0');
  const isBirthWrong = details.some(({ field, valid }) => field === 'birthDateCheckDigit' && !valid);
  const [surname, givenNames] = [fields.lastName ?? '', fields.firstName ?? ''];
  if (!/^(\d\d|<<){3}$/.test(birth) || isBirthWrong || surname + givenNames === '') return { trouble: 'misread' };
  const nameField = format.lines === 3 ? lines[2]! : lines[0]!.slice(5);
  return { document: { surname, givenNames, birth, isCut: !nameField.endsWith('<<') } };
}

/** Parts of a birth date in which a document differs. @param registered `YYYY-MM-DD`  @param birth as in {@link ReadDocument} */
export function differingBirthParts(registered: string, birth: string): ('day' | 'month' | 'year')[] {
  const known = (part: string): string => (/^0+$/.test(part) ? '<<' : part.slice(-2));
  const [year, month, day] = registered.split('-').map(known);
  const parts = { day: [day, birth.slice(4, 6)], month: [month, birth.slice(2, 4)], year: [year, birth.slice(0, 2)] } as const;
  return (['day', 'month', 'year'] as const).filter((part) => parts[part][0] !== parts[part][1]);
}
