import check_de from '../../../src/texts/de/check.json';
import check_en from '../../../src/texts/en/check.json';
import { QUESTIONS } from '../../../src/assets/check/questions';
import { CHEATS } from '../../../src/assets/check/messages';
import { WORDS } from '../../../src/verifier/languages';

describe.each([
  ['de', check_de],
  ['en', check_en],
] as const)('the checking page in %s', (language, texts) => {
  const words = WORDS[language];

  it('says what the command says, word for word', () => {
    expect(texts.line).toEqual(words.checks);
    expect(texts.depends).toBe(words.depends);
    expect(texts.chain).toEqual(words.chains);
    const reasons = Object.entries(texts.reason).flatMap(([check, each]) =>
      Object.entries(each).map(([code, text]) => [`${check}.${code}`, text]),
    );
    expect(Object.fromEntries(reasons)).toEqual(words.reasons);
  });

  it('has a text for every question and every way to cheat', () => {
    for (const { name } of QUESTIONS)
      expect(texts.question[name]).toEqual({ ask: expect.stringMatching(/\?$/), yes: expect.stringMatching(/\.$/) });
    for (const cheat of CHEATS) expect(texts.cheat[cheat]).toMatch(/\S/);
  });
});

it('each of the eight lines about the draw answers one of the five questions', () => {
  const lines = QUESTIONS.flatMap(({ lines }) => lines);
  expect([...lines].sort()).toEqual(['allocation', 'announcement', 'beacon', 'contributions', 'entries', 'ranking', 'slots', 'timing']);
  expect(QUESTIONS).toHaveLength(5);
});
