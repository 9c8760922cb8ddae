import type { Choices, Entry } from './types';

/** What allocation has to know about an entry. */
export type Wish = Pick<Entry, 'size' | 'pots' | 'choices'>;

/** Entries that want the same, told apart only by their rank. */
export interface WishKinds {
  readonly kinds: readonly Wish[];
  /** By index of the entry: its kind. */
  readonly kindOf: Uint32Array;
}

/**
 * Sorts wishes into kinds in one walk. A million entries have few kinds, and whatever holds for a kind has to be found
 * out once only. Lists are compared by identity, which the parsers of the record see to: two equal lists that are not
 * one make two kinds, which costs time and changes nothing.
 */
export function deriveWishKinds(wishes: readonly Wish[]): WishKinds {
  const kinds: Wish[] = [];
  const kindOf = new Uint32Array(wishes.length);
  const known = new Map<readonly string[], Map<Choices, number[]>>();
  wishes.forEach((wish, entry) => {
    let byChoices = known.get(wish.pots);
    if (byChoices === undefined) known.set(wish.pots, (byChoices = new Map<Choices, number[]>()));
    let bySize = byChoices.get(wish.choices);
    if (bySize === undefined) byChoices.set(wish.choices, (bySize = []));
    kindOf[entry] = bySize[wish.size] ??= kinds.push(wish) - 1;
  });
  return { kinds, kindOf };
}
