import { formatsOf, type PageContext } from '../../platform/html';

/** A part of the minutes as `src/templates/protocol.typ` knows it. */
export interface ProtocolSection {
  readonly title: string;
  readonly text: readonly string[];
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly table: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } | null;
}

/** What the sections are written with: German, whatever language the auditor's pages are in. */
export interface Pen {
  readonly t: PageContext['t'];
  readonly texts: PageContext['texts'];
  readonly language: PageContext['language'];
  readonly authority: PageContext['authority'];
  readonly formats: ReturnType<typeof formatsOf>;
  /** What an act is called; its code where there are no words for it. */
  readonly nameOfAct: (what: string) => string;
}

export function penOf({ t, texts, authority, language }: PageContext): Pen {
  const nameOfAct = (what: string): string =>
    texts.find(language, `staff:approvals.kind.${what}`) ?? texts.find(language, `staff-audit:acts.what.${what}`) ?? what;
  return { t, texts, language, authority, formats: formatsOf(language), nameOfAct };
}

export function section(title: string, parts: Partial<Omit<ProtocolSection, 'title'>>): ProtocolSection {
  return { title, text: [], facts: [], table: null, ...parts };
}

/** Facts without those that there are none of. */
export function facts(pairs: readonly (readonly [key: string, value: string | number | null | undefined])[]): ProtocolSection['facts'] {
  return pairs.flatMap(([key, value]) => (value === null || value === undefined || value === '' ? [] : [{ key, value: String(value) }]));
}
