import { deriveNameForms } from './name-forms';

/** Two spellings of a name, compared letter by letter. */
export interface NameDistance {
  /** Letters added, left out, exchanged, or swapped with their neighbour. */
  readonly edits: number;
  /** As many are still a typing error in a name of this length. */
  readonly most: number;
}

/**
 * How far two spellings are apart. Accents, capitals, hyphens, ae for ä and the order of the parts cost nothing (see {@link deriveNameForms}).
 * One edit may pass in a name of up to 7 letters, two up to 15, three beyond: a slip of the finger, not another person.
 * @throws RangeError when a name has no letter
 */
export function compareSpellings(
  before: { readonly surname: string; readonly givenNames: string },
  after: { readonly surname: string; readonly givenNames: string },
): NameDistance {
  const [a, b] = [before, after].map(({ surname, givenNames }) => deriveNameForms(surname, givenNames)) as [Forms, Forms];
  const length = a.folded.length;
  const most = length < 8 ? 1 : length < 16 ? 2 : 3;
  // Sorted parts forgive a swap of names, but a wrong first letter moves its part: as written, it stays where it was.
  return { edits: Math.min(countEdits(a.folded, b.folded), countEdits(a.inOrder, b.inOrder)), most };
}

type Forms = ReturnType<typeof deriveNameForms>;

/** Optimal string alignment: the fewest edits where no letter is touched twice. */
export function countEdits(a: string, b: string): number {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, place) => place)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const exchange = last![column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = isSwap ? beforeLast![column - 2]! + 1 : Infinity;
      current.push(Math.min(exchange, swap, last![column]! + 1, current[column - 1]! + 1));
    }
    [beforeLast, last] = [last!, current];
  }
  return last!.at(-1)!;
}
