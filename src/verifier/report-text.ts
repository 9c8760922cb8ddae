import type { CheckLine, Report } from '../core';
import { type Language, WORDS, type Words } from './words';

/** A report for people: one line a check in the order of the specification, then what it comes to. */
export function reportText(report: Report, language: Language, receipt: { given: boolean; signed: boolean }): string {
  const words = WORDS[language];
  const lines = report.checks.map((check, i) => checkText(check, i + 1, words));
  if (report.chain) lines.push('', words.chains[report.chain]);
  if (receipt.given) lines.push(receipt.signed ? words.receiptSigned : words.receiptUnsigned);
  lines.push('', words.verdicts[report.verdict]);
  return `${report.drawId ?? '?'}\n\n${lines.join('\n')}\n`;
}

function checkText(check: CheckLine, number: number, words: Words): string {
  const lines = [`${number}. ${(words.checks[check.check] ?? check.check).padEnd(46)} ${words.outcomes[check.outcome]}`];
  if (check.outcome !== 'passed') {
    const why = check.code?.endsWith('.depends') ? words.depends : (words.reasons[check.code ?? ''] ?? '');
    lines.push(`   [${check.code}] ${why}`.trimEnd());
  }
  if (check.expected !== undefined) lines.push(`   ${words.expected}: ${check.expected}`);
  if (check.actual !== undefined) lines.push(`   ${words.actual}: ${check.actual}`);
  return lines.join('\n');
}
