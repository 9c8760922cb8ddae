/** Texts as they stand in `src/texts/<language>/check.json`. */
export type TextTree = { readonly [key: string]: string | TextTree };

/** What a page tells its script: everything but the record itself. */
export interface CheckSetup {
  readonly texts: TextTree;
  /** For numbers (BCP 47). */
  readonly locale: string;
  /** The draw that the page is about; null where any record will do. */
  readonly drawId: string | null;
  /** Address of the record; null where the visitor brings it. */
  readonly record: string | null;
}

export interface Say {
  /** The text of a key ("sentence.verified") with its places filled; the key itself if there is none. */
  (key: string, values?: Readonly<Record<string, string | number>>): string;
  /** The same, or null if there is none. */
  find(key: string, values?: Readonly<Record<string, string | number>>): string | null;
  count(number: number): string;
}

export function sayIn({ texts, locale }: Pick<CheckSetup, 'texts' | 'locale'>): Say {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const find: Say['find'] = (key, values = {}) => {
    let found: string | TextTree | undefined = texts;
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found !== 'string') return null;
    return found.replace(/\{\{([a-z]+)\}\}/g, (place, name: string) => {
      const value = values[name];
      return value === undefined ? place : typeof value === 'number' ? numbers.format(value) : value;
    });
  };
  return Object.assign((key: string, values?: Readonly<Record<string, string | number>>) => find(key, values) ?? key, {
    find,
    count: (number: number) => numbers.format(number),
  });
}
