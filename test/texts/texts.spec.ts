import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, LANGUAGES } from '../../src/platform/i18n';
import { baseOf, findMentions, partsOf, textsOf, wantedKeys } from './text-keys';

const german = textsOf('de');

/** The office's side speaks German and English. */
const isWanted = (key: string, language: Language): boolean => !/^staff(-[a-z]+)?:/.test(key) || ['de', 'en'].includes(language);

it.each(LANGUAGES)('every text is there in %s, in each form that the numbers of the language take', (language) => {
  const texts = textsOf(language);
  expect([...wantedKeys(german, language).keys()].filter((key) => isWanted(key, language) && !texts.has(key))).toEqual([]);
});

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const texts = textsOf(language);
  const wanted = wantedKeys(german, language);

  it('hold no key that German has not', () => {
    expect([...texts.keys()].filter((key) => !wanted.has(key) && !/_zero$/.test(key))).toEqual([]);
  });

  it('leave the same places to fill in, and mark the same parts', () => {
    const different = [...texts].flatMap(([key, text]) => {
      const like = wanted.get(key);
      if (!like) return [];
      const [theirs, ours] = [partsOf(text, like.counted), partsOf(like.german, like.counted)];
      return theirs.join() === ours.join() ? [] : [`${key}: ${theirs.join(' ')} instead of ${ours.join(' ')}`];
    });
    expect(different).toEqual([]);
  });

  it('close what they open, and say something', () => {
    const broken = [...texts].filter(([, text]) => {
      const opened = [...text.matchAll(/<([a-z][\w-]*)>/gi)].map(([, name]) => name);
      const closed = [...text.matchAll(/<\/([a-z][\w-]*)>/gi)].map(([, name]) => name);
      return text.trim() === '' || text !== text.trim() || opened.sort().join() !== closed.sort().join();
    });
    expect(broken.map(([key]) => key)).toEqual([]);
  });
});

it('every form of a number that German knows is there in German', () => {
  const forms = [...german.keys()].filter((key) => /_(one|two|few|many|zero)$/.test(key));
  expect(forms.filter((key) => baseOf(key, german) === key)).toEqual([]);
});

it('every German text is said somewhere', () => {
  const isMentioned = findMentions();
  const unsaid = new Set([...german.keys()].map((key) => baseOf(key, german)).filter((key) => !isMentioned(key)));
  expect([...unsaid]).toEqual([]);
});

it.each(['de', 'de-simple'] as const)('no text in %s speaks of a lottery, or of anybody who moves up', (language) => {
  const ruledOut = [...textsOf(language)].filter(([, text]) => /lotterie|verlosung|nach-?rück/i.test(text));
  expect(ruledOut.map(([key]) => key)).toEqual([]);
});

it('every text about a refusal is about a code that exists', () => {
  const isMentioned = findMentions();
  const OF_PAGES = /^errors:(title|to-start|to-login|signed-out|code|unknown|status-\d{3})$/;
  const codes = [...german.keys()].filter((key) => key.startsWith('errors:') && !OF_PAGES.test(key)).map((key) => baseOf(key, german));
  expect(codes.map((key) => key.slice('errors:'.length)).filter((code) => !isMentioned(code))).toEqual([]);
});

it('every file of texts is known to the compiler', () => {
  const known = readFileSync(join(__dirname, '../../src/platform/i18n/namespaces.ts'), 'utf8');
  const namespaces = new Set([...german.keys()].map((key) => key.split(':')[0]!));
  expect([...namespaces].filter((name) => !known.includes(`texts/de/${name}.json`))).toEqual([]);
});
