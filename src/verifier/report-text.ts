import type { CheckLine } from '../core';
import { type Language, WORDS } from './languages';
import type { Unusable, Verification } from './verify';
import { visible } from './visible';
import { reasonOf, type Words } from './words';

/** A report for people: one line a check in the order of the specification, then what it comes to. */
export function reportText({ report, receipt }: Verification, language: Language): string {
  const words = WORDS[language];
  const lines = report.checks.flatMap((check, index) => checkLines(check, index + 1, words));
  if (report.ticket) lines.push(`   ${visible(words.standing(report.ticket))}`);
  lines.push('');
  if (report.chain) lines.push(words.chains[report.chain]);
  if (receipt !== 'none') lines.push(words.receipt[receipt]);
  return [report.drawId ?? '?', '', ...lines, '', words.verdicts[report.verdict], ''].join('\n');
}

/** Why there is no report, for people. */
export function unusableText({ code, reason }: Unusable, language: Language): string {
  const words = WORDS[language];
  return [words.unusable, reasonOf(code, words), visible(reason), ''].join('\n');
}

function checkLines({ check, outcome, code, expected, actual }: CheckLine, number: number, words: Words): string[] {
  const lines = [`${number}. ${words.checks[check].padEnd(50)} ${words.outcomes[outcome]}`];
  if (code !== undefined) lines.push(`   ${reasonOf(code, words)} [${code}]`);
  if (expected !== undefined) lines.push(`   ${words.expected}: ${visible(expected)}`);
  if (actual !== undefined) lines.push(`   ${words.actual}: ${visible(actual)}`);
  return lines;
}
