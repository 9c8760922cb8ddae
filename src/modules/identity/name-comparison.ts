import { isComparableScript, type WritingRule, writingsOf } from './letter-writings';

interface NameParts {
  readonly surname: string;
  readonly givenNames: string;
}

/** A stretch of a name as it stands in both papers. `other`: other letters, `missing` and `extra`: on the document. `cut`: behind the document's last place. */
interface NamePiece {
  readonly registered: string;
  readonly document: string;
  readonly how: 'same' | WritingRule | 'other' | 'missing' | 'extra' | 'cut';
}

/** One part of a name, letter by letter. */
export interface PartComparison {
  readonly registered: string;
  readonly document: string;
  /**
   * `same`; `written`: the same name by the rules of how papers write letters; `differs`; `incomparable`: a script for which there is no such rule,
   * so that only a person can tell.
   */
  readonly verdict: 'same' | 'written' | 'differs' | 'incomparable';
  readonly pieces: readonly NamePiece[];
  /** Letters that no rule explains. */
  readonly unexplained: number;
}

export interface NameComparison {
  readonly surname: PartComparison;
  readonly givenNames: PartComparison;
  /** The document has as surname what is registered as given names, and the other way round. */
  readonly swapped: boolean;
}

/**
 * Explains how a name on a document differs from the registered one: which letters, and by which rule. It judges nobody: the longest comparison
 * that finds a difference is a sentence for a person to read.
 * @param isCut the document's machine-readable zone had no place for more letters
 */
export function compareNames(registered: NameParts, document: NameParts, isCut = false): NameComparison {
  const compare = (surname: string, givenNames: string): Omit<NameComparison, 'swapped'> => ({
    surname: comparePart(registered.surname, surname, isCut),
    givenNames: comparePart(registered.givenNames, givenNames, isCut),
  });
  const straight = compare(document.surname, document.givenNames);
  const crossed = compare(document.givenNames, document.surname);
  const cost = ({ surname, givenNames }: Omit<NameComparison, 'swapped'>): number => surname.unexplained + givenNames.unexplained;
  return cost(crossed) < cost(straight) ? { ...crossed, swapped: true } : { ...straight, swapped: false };
}

/** Costs of the steps through two names. A rule costs next to nothing, so that the plainest explanation wins. */
const BY_RULE = 0.001;
const UNEXPLAINED = 1;
const LONGEST_WRITING = 4;

interface Step {
  readonly cost: number;
  readonly from: readonly [number, number];
  readonly piece: NamePiece;
}

function comparePart(registered: string, document: string, isCut: boolean): PartComparison {
  const [ours, theirs] = [lettersOf(registered), lettersOf(document)];
  const found = { registered, document };
  if (!isComparableScript(registered) || !isComparableScript(document)) {
    const same = ours.join('') === theirs.join('');
    return { ...found, verdict: same ? 'same' : 'incomparable', pieces: [], unexplained: same ? 0 : Math.max(ours.length, theirs.length) };
  }
  const pieces = join(walk(ours, theirs, isCut));
  const unexplained = pieces
    .filter(({ how }) => how === 'other' || how === 'missing' || how === 'extra')
    .reduce((sum, piece) => sum + Math.max([...piece.registered].length, [...piece.document].length), 0);
  const isSame = pieces.every(({ how }) => how === 'same');
  return { ...found, verdict: unexplained > 0 ? 'differs' : isSame ? 'same' : 'written', pieces, unexplained };
}

/** Capitals without what stands between parts: AL-HASSAN, AL HASSAN and ALHASSAN are one name. */
function lettersOf(name: string): string[] {
  const capitals = name
    .normalize('NFC')
    .replaceAll('ß', 'ẞ')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
  return [...capitals];
}

/** The cheapest way through both names at once. */
function walk(ours: readonly string[], theirs: readonly string[], isCut: boolean): NamePiece[] {
  const best: Step[][] = ours.concat('').map(() => []);
  best[0]![0] = { cost: 0, from: [0, 0], piece: { registered: '', document: '', how: 'same' } };
  for (let i = 0; i <= ours.length; i++) {
    for (let j = 0; j <= theirs.length; j++) {
      for (const { length, cost, how } of stepsFrom(ours, theirs, i, j, isCut)) {
        const [a, b] = [i + length[0], j + length[1]];
        const total = best[i]![j]!.cost + cost;
        const known = best[a]![b];
        if (known && known.cost <= total) continue;
        const piece = { registered: ours.slice(i, a).join(''), document: theirs.slice(j, b).join(''), how };
        best[a]![b] = { cost: total, from: [i, j], piece };
      }
    }
  }
  const pieces: NamePiece[] = [];
  for (let [i, j] = [ours.length, theirs.length]; i > 0 || j > 0;) {
    const { piece, from } = best[i]![j]!;
    pieces.unshift(piece);
    [i, j] = from;
  }
  return pieces;
}

interface Way {
  /** Letters of each name that it takes. */
  readonly length: readonly [number, number];
  readonly cost: number;
  readonly how: NamePiece['how'];
}

function stepsFrom(ours: readonly string[], theirs: readonly string[], i: number, j: number, isCut: boolean): Way[] {
  const [our, their] = [ours[i], theirs[j]];
  const ways: Way[] = [];
  if (our !== undefined) {
    const cut = isCut && j === theirs.length;
    ways.push({ length: [1, 0], cost: cut ? BY_RULE : UNEXPLAINED, how: cut ? 'cut' : 'missing' });
    for (const { as, rule } of writingsOf(our)) {
      if (theirs.slice(j, j + as.length).join('') === as) ways.push({ length: [1, as.length], cost: BY_RULE, how: rule });
    }
  }
  if (their !== undefined) {
    ways.push({ length: [0, 1], cost: UNEXPLAINED, how: 'extra' });
    for (const { as, rule } of writingsOf(their)) {
      const isWritten = as !== '' && as.length <= LONGEST_WRITING && ours.slice(i, i + as.length).join('') === as;
      if (isWritten) ways.push({ length: [as.length, 1], cost: BY_RULE, how: rule });
    }
  }
  if (our !== undefined && their !== undefined) {
    ways.push(our === their ? { length: [1, 1], cost: 0, how: 'same' } : { length: [1, 1], cost: UNEXPLAINED, how: 'other' });
  }
  return ways;
}

/** Neighbours of one kind become one piece; letters written by a rule stay apart, each with its own writing. */
function join(pieces: readonly NamePiece[]): NamePiece[] {
  return pieces.reduce<NamePiece[]>((joined, piece) => {
    const last = joined.at(-1);
    const isRule = piece.how === 'umlaut' || piece.how === 'mark' || piece.how === 'cyrillic';
    if (!last || last.how !== piece.how || isRule) return [...joined, piece];
    const longer = { ...last, registered: last.registered + piece.registered, document: last.document + piece.document };
    return [...joined.slice(0, -1), longer];
  }, []);
}
