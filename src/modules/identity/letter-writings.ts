/** Why a letter of a name stands otherwise on another paper. `umlaut`: spelled out, `mark`: without its mark, `cyrillic`: by the table of passports. */
export type WritingRule = 'umlaut' | 'mark' | 'cyrillic';

interface Writing {
  /** In A to Z; may be empty for a letter that passports leave out. */
  readonly as: string;
  readonly rule: WritingRule;
}

/** Latin letters that ICAO Doc 9303 part 3, section 6.A spells out; where it allows several, all of them. */
const LATIN: Readonly<Record<string, readonly string[]>> = {
  Ä: ['AE'],
  Ö: ['OE'],
  Ü: ['UE', 'UXX'],
  ẞ: ['SS'],
  Å: ['AA'],
  Æ: ['AE'],
  Ø: ['OE'],
  Œ: ['OE'],
  Ñ: ['NXX'],
  Þ: ['TH'],
};

/** Latin letters whose mark is part of them and that Unicode takes apart into nothing. */
const STRUCK: Readonly<Record<string, string>> = { Ł: 'L', Đ: 'D', Ð: 'D', Ħ: 'H', Ŧ: 'T', Ø: 'O', Ə: 'E', Ŋ: 'N' };

/** Cyrillic letters by ICAO Doc 9303 part 3, section 6.B; a second writing is another state's. */
const CYRILLIC: Readonly<Record<string, readonly string[]>> = {
  ...{ А: ['A'], Б: ['B'], В: ['V'], Г: ['G', 'H'], Ґ: ['G'], Д: ['D'], Е: ['E'], Ё: ['E', 'IO'], Є: ['IE', 'YE'], Ж: ['ZH'], З: ['Z'] },
  ...{ И: ['I', 'Y'], Й: ['I', 'Y'], І: ['I'], Ї: ['I', 'YI'], К: ['K'], Л: ['L'], М: ['M'], Н: ['N'], О: ['O'], П: ['P'], Р: ['R'] },
  ...{ С: ['S'], Т: ['T'], У: ['U'], Ў: ['U'], Ф: ['F'], Х: ['KH', 'H'], Ц: ['TS', 'C'], Ч: ['CH'], Ш: ['SH'], Щ: ['SHCH', 'SHT'] },
  ...{
    Ъ: ['IE', ''],
    Ы: ['Y'],
    Ь: [''],
    Э: ['E'],
    Ю: ['IU', 'YU'],
    Я: ['IA', 'YA'],
    Ј: ['J'],
    Љ: ['LJ'],
    Њ: ['NJ'],
    Ћ: ['C'],
    Ђ: ['DJ'],
    Џ: ['DZ'],
  },
};

/** How else papers write a letter. @param letter one letter, in capitals, composed (NFC) */
export function writingsOf(letter: string): readonly Writing[] {
  const cyrillic = CYRILLIC[letter];
  if (cyrillic) return cyrillic.map((as) => ({ as, rule: 'cyrillic' }));
  const spelledOut = (LATIN[letter] ?? []).map((as): Writing => ({ as, rule: 'umlaut' }));
  const bare = STRUCK[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '');
  return bare === letter || !/^[A-Z]$/.test(bare) ? spelledOut : [...spelledOut, { as: bare, rule: 'mark' }];
}

/** Whether papers in Latin letters have one agreed way of writing all of this: Latin and Cyrillic have, other scripts have not. */
export function isComparableScript(text: string): boolean {
  return !/[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u.test(text);
}
