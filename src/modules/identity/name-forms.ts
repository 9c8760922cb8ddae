import anyAscii from 'any-ascii';

/** A person's name reduced to what the same person's papers have in common. */
interface NameForms {
  /**
   * The two ways in which papers write a name in A to Z: base letters alone (Müller -> MULLER) and the spelled-out form
   * of ICAO Doc 9303 and DIN 91379 (Müller -> MUELLER). Two spellings agree when they have one form in common.
   */
  readonly written: readonly [base: string, spelledOut: string];
  /** One form that all spellings share (MULLER for Müller, Mueller, Muller). Coarser: good for a hint, not for a check. */
  readonly folded: string;
  /** The same letters, parts in the order given. */
  readonly inOrder: string;
}

/** The letters that the two forms write differently; any-ascii turns all others into the same letters in both. */
const SPELLED_OUT: Readonly<Record<string, string>> = { Ä: 'AE', Ö: 'OE', Ü: 'UE', Å: 'AA', Ø: 'OE' };

/** Spelled-out pairs and the letter they are folded to. */
const FOLDED: readonly [RegExp, string][] = [
  [/AE|AA/g, 'A'],
  [/OE/g, 'O'],
  [/UE/g, 'U'],
  [/SS/g, 'S'],
];

/**
 * The forms of a name. The order of its parts, capitals, accents, hyphens and apostrophes do not matter: which part is
 * the surname differs between countries, registers and forms. Scripts do matter: romanising Arabic or Cyrillic by
 * machine gives nobody's passport spelling, so such a name agrees with no Latin one and goes to a person.
 *
 * @throws RangeError when nothing is left of the name: everybody without a name would be the same person
 */
export function deriveNameForms(surname: string, givenNames: string): NameForms {
  const name = `${surname} ${givenNames}`.normalize('NFC').toUpperCase();
  const base = tokensOf(name);
  const spelledOut = tokensOf(name.replace(/[ÄÖÜÅØ]/g, (letter) => SPELLED_OUT[letter]!));
  if (base.length === 0) throw new RangeError('a name without any letter');
  const folded = spelledOut.map(fold);
  return { written: [join(base), join(spelledOut)], folded: join(folded), inOrder: folded.join('') };
}

function tokensOf(name: string): string[] {
  return anyAscii(name)
    .toUpperCase()
    .replace(/['`"]/g, '')
    .split(/[^A-Z0-9]+/)
    .filter((token) => token !== '');
}

function fold(token: string): string {
  return FOLDED.reduce((folded, [pair, letter]) => folded.replace(pair, letter), token);
}

/** Without separators: AL-HASSAN, AL HASSAN and ALHASSAN are one name. */
function join(tokens: readonly string[]): string {
  return [...tokens].sort().join('');
}
