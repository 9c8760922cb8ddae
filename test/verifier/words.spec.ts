import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_ERROR_CODES, DEFAULT_TRUST, parseReceipt, utf8FromString, verifyRecord } from '../../src/core';
import { WORDS } from '../../src/verifier/languages';
import { reportText, unusableText } from '../../src/verifier/report-text';
import { visible } from '../../src/verifier/visible';
import { reasonOf, type Words } from '../../src/verifier/words';
import { readFolder, vectorPath } from './support/vectors';
import { ROOT } from './support/verifiers';

const specification = readFileSync(join(ROOT, 'docs/spec/verification.md'), 'utf8');
const receipt = parseReceipt(utf8FromString(`{"receiptSecret":"${'0'.repeat(64)}"}`));
const nine = verifyRecord(readFolder(vectorPath('protocol/tiny')), DEFAULT_TRUST, receipt).checks.map((line) => line.check);

/** Codes of the specification's tables. */
const specified = [...new Set(specification.match(/(?<=`)[a-z]+\.[a-z-]+(?=`)/g))].filter((code) => !/\.(json|txt|md|py)$/.test(code));
const UNUSABLE = ['record.unreadable', 'record.missing-file', 'receipt.malformed', 'trust.malformed'];
const NOT_CHECKED = ['timing.no-log', 'timing.log-untrusted', 'timing.quorum', ...nine.slice(1).map((check) => `${check}.depends`)];
/** Codes of the core that a line of a report can have. */
const failures = CORE_ERROR_CODES.filter((code) => nine.some((check) => code.startsWith(`${check}.`)) && code !== 'beacon.secret-key');

/** Every sentence of a language. */
const sentencesOf = (words: Words): string[] =>
  Object.values(words).flatMap((part: unknown): string[] =>
    typeof part === 'string' ? [part] : Object.values(part as Record<string, string>),
  );

it('the core, the specification and this test know the same codes', () => {
  expect([...failures, ...NOT_CHECKED, ...UNUSABLE].sort()).toEqual(specified.sort());
});

describe.each(Object.entries(WORDS))('in %s', (_language, words) => {
  it('every line, outcome, verdict and chain has words', () => {
    expect(Object.keys(words.checks)).toEqual(nine);
    expect(Object.keys(words.outcomes).sort()).toEqual(['failed', 'not-checked', 'passed']);
    expect(Object.keys(words.verdicts).sort()).toEqual(['failed', 'replayed', 'verified']);
    expect(Object.keys(words.chains).sort()).toEqual(['practice', 'trusted', 'untrusted']);
    for (const sentence of sentencesOf(words)) expect(sentence.trim()).not.toBe('');
  });

  it('every code has a sentence of its own, and no sentence is left over', () => {
    for (const code of specified) expect(reasonOf(code, words)).toMatch(/\.$/);
    expect(Object.keys(words.reasons).sort()).toEqual(specified.filter((code) => !code.endsWith('.depends')).sort());
    expect(new Set(Object.values(words.reasons)).size).toBe(Object.keys(words.reasons).length);
  });

  it('a line fits into a terminal', () => {
    for (const check of Object.values(words.checks)) expect(check.length).toBeLessThan(50);
  });
});

it('both languages say the same things, in other words', () => {
  expect(Object.keys(WORDS.de.reasons)).toEqual(Object.keys(WORDS.en.reasons));
  const english = new Set(sentencesOf(WORDS.en));
  expect(sentencesOf(WORDS.de).filter((sentence) => english.has(sentence))).toEqual([]);
});

it('German keeps to the official terms', () => {
  expect(sentencesOf(WORDS.de).join('\n')).not.toMatch(/lotterie|verlosung|gewinn|quittung|nachrück|antrag/i);
});

it('a report without a readable draw is still a report', () => {
  const files = new Map([...readFolder(vectorPath('protocol/tiny')).keys()].map((name) => [name, new Uint8Array()]));
  const report = verifyRecord(files, DEFAULT_TRUST, null);
  expect(reportText({ report, receipt: 'none' }, 'de')).toMatch(/^\?\n\n1\. .* NICHT BESTANDEN\n/);
});

it('unusable input is explained in the language asked for', () => {
  const answer = { verdict: 'unusable', code: 'record.unreadable', reason: 'record.unreadable, got \x1b[2J' } as const;
  expect(unusableText(answer, 'de')).toBe(
    `${WORDS.de.unusable}\n${WORDS.de.reasons['record.unreadable']}\nrecord.unreadable, got \\u{1b}[2J\n`,
  );
  expect(unusableText(answer, 'en')).toContain(WORDS.en.reasons['record.unreadable']);
});

it('control characters, invisible ones and turns of direction become visible', () => {
  expect(visible('a\nb\x1b[31m\x7f\x9b\u202e\u200b\u2028\ud800')).toBe(
    'a\\u{a}b\\u{1b}[31m\\u{7f}\\u{9b}\\u{202e}\\u{200b}\\u{2028}\\u{d800}',
  );
  expect(visible('Müller Änne 📅')).toBe('Müller Änne 📅');
  expect(visible('x'.repeat(10_000))).toHaveLength(501);
});
