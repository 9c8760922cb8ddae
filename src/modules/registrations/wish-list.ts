import type { WishesDto } from './registration.dto';

/** What somebody wants, as it is stored in one text and read from it. */
interface WishList {
  /** Groups, most wanted first; null for any. */
  readonly wishes: readonly string[] | null;
  /** Rather any group than to be recognised by rare wishes in the public list (docs/spec: record, small classes). */
  readonly widenIfRare: boolean;
}

/** `*`, or group names separated by commas; a last `*` after names is the consent to be widened. */
export function formatWishes({ wishes, widenIfRare }: Pick<WishesDto, 'wishes' | 'widenIfRare'>): string {
  return wishes === undefined ? '*' : [...wishes, ...(widenIfRare ? ['*'] : [])].join(',');
}

export function parseWishes(choices: string): WishList {
  if (choices === '*') return { wishes: null, widenIfRare: false };
  const names = choices.split(',');
  const widenIfRare = names.at(-1) === '*';
  return { wishes: widenIfRare ? names.slice(0, -1) : names, widenIfRare };
}
