import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { type Language, languageFacts } from '../../src/platform/i18n';
import { readLanguage } from '../../src/platform/i18n/texts';

const SOURCES = join(__dirname, '..', '..', 'src');
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** A language's texts by "namespace:key". */
export function textsOf(language: Language): Map<string, string> {
  const texts = new Map<string, string>();
  const collect = (key: string, value: unknown): void => {
    if (typeof value === 'string') texts.set(key, value);
    else for (const [name, part] of Object.entries(value as object)) collect(key.endsWith(':') ? key + name : `${key}.${name}`, part);
  };
  for (const [namespace, content] of Object.entries(readLanguage(join(SOURCES, 'texts', language)))) collect(`${namespace}:`, content);
  return texts;
}

/** Keys without what counts: "common:error-summary_one" and "…_other" are one key. */
export function baseOf(key: string, texts: ReadonlyMap<string, string>): string {
  const base = key.replace(PLURAL, '');
  return base !== key && texts.has(`${base}_other`) ? base : key;
}

/** What a language has to have for each German key: the key itself, or each form that its numbers take. */
export function wantedKeys(german: ReadonlyMap<string, string>, language: Language): Map<string, { german: string; counted: boolean }> {
  const { pluralCategories } = new Intl.PluralRules(languageFacts(language).locale).resolvedOptions();
  const wanted = new Map<string, { german: string; counted: boolean }>();
  for (const [key, text] of german) {
    const base = baseOf(key, german);
    if (base === key) wanted.set(key, { german: text, counted: false });
    else for (const form of pluralCategories) wanted.set(`${base}_${form}`, { german: german.get(`${base}_other`)!, counted: true });
  }
  return wanted;
}

/** Places to be filled in and elements of a text, sorted. A form for a certain number may write it in words. */
export function partsOf(text: string, counted: boolean): string[] {
  const places = [...text.matchAll(/{{\s*(?:-\s*)?([\w-]+)[^}]*}}/g)].map(([, name]) => `{{${name!}}}`);
  const elements = [...text.matchAll(/<\/?[a-z][\w-]*\/?>/gi)].map(([element]) => element);
  return [...new Set([...places, ...elements])].filter((part) => !counted || part !== '{{count}}').sort();
}

/** Tests whether the sources name a key (its file left out where that is the usual one, and in the browser's own): whole, or by a template that it fits ("errors:${code}"). */
export function findMentions(): (key: string) => boolean {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) whole.add(node.text);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
      // A template that says nothing before its first place would fit everything.
      if (/[:.]/.test(parts[0]!)) patterns.push(new RegExp(`^${parts.map(escape).join('.+')}$`));
    }
    ts.forEachChild(node, visit);
  };
  for (const path of readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })) {
    if (/\.tsx?$/.test(path)) visit(ts.createSourceFile(path, readFileSync(join(SOURCES, path), 'utf8'), ts.ScriptTarget.Latest));
  }
  return (key) => {
    const bare = /^(?:common|check):(.*)$/.exec(key)?.[1];
    const names = bare === undefined ? [key] : [key, bare];
    return names.some((name) => whole.has(name) || patterns.some((pattern) => pattern.test(name)));
  };
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
