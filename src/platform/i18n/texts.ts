import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type i18n, type TFunction } from 'i18next';
import { type Language, LANGUAGES, LEADING } from './languages';
import type { Namespace } from './namespaces';

/** Says a text in one language. Keys are checked by the compiler against the German files. */
export type Translate = TFunction<readonly ['common', ...Namespace[]]>;

const FOLDER = join(__dirname, '..', '..', 'texts');

/** All texts of pages and letters, one JSON file a language and namespace (`src/texts`), held in memory. */
export class Texts {
  private readonly instance: i18n;
  private readonly translates = new Map<Language, Translate>();

  constructor(folder = FOLDER) {
    this.instance = i18next.createInstance();
    void this.instance.init({
      resources: Object.fromEntries(LANGUAGES.map((language) => [language, readLanguage(join(folder, language))])),
      initAsync: false,
      fallbackLng: LEADING,
      load: 'currentOnly',
      lowerCaseLng: true,
      defaultNS: 'common',
      // Components escape what they show; escaping here too would show entities to people.
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  }

  in(language: Language): Translate {
    let translate = this.translates.get(language);
    if (!translate) this.translates.set(language, (translate = this.instance.getFixedT(language) as unknown as Translate));
    return translate;
  }

  /** All texts of one namespace, for a script that speaks for itself; German where the language has none. */
  namespace(language: Language, name: Namespace): object {
    return (this.instance.getResourceBundle(language, name) ?? this.instance.getResourceBundle(LEADING, name)) as object;
  }

  /** The text of a key that only exists at run time (a code of an error, a state), or null. */
  find(language: Language, key: string, values: Readonly<Record<string, unknown>> = {}): string | null {
    if (!this.instance.exists(key, { lng: language })) return null;
    const translate = this.instance.getFixedT(language) as unknown as (key: string, values: Readonly<Record<string, unknown>>) => unknown;
    const text = translate(key, { ...values, returnObjects: true });
    // Where other keys begin with this one, there is no text of its own.
    return typeof text === 'string' ? text : null;
  }
}

/** One language's files by namespace. */
export function readLanguage(folder: string): Record<string, Record<string, unknown>> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>]),
  );
}
