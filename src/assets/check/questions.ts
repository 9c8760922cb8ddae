import type { CheckLine, CheckName } from '../../core';
import type { SoundReport } from './messages';
import type { Say } from './texts';

/** The five questions that people ask, and the lines of the report that answer each. */
export const QUESTIONS = [
  { name: 'before', lines: ['timing'] },
  { name: 'chance', lines: ['contributions', 'beacon'] },
  { name: 'order', lines: ['ranking'] },
  { name: 'places', lines: ['allocation'] },
  { name: 'unchanged', lines: ['announcement', 'entries', 'slots'] },
] as const satisfies readonly { name: string; lines: readonly CheckName[] }[];

interface PlainAnswer {
  readonly question: string;
  /** yes: shown; open: nothing contradicts it, but it could not be checked; no: contradicted. */
  readonly outcome: 'yes' | 'open' | 'no';
  readonly text: string;
}

/** What the report says, as five questions and their answers. */
export function plainAnswers(report: SoundReport, say: Say): PlainAnswer[] {
  return QUESTIONS.map(({ name, lines }) => {
    const own = report.checks.filter(({ check }) => (lines as readonly CheckName[]).includes(check));
    const worst = own.find(({ outcome }) => outcome === 'failed') ?? own.find(({ outcome }) => outcome === 'not-checked');
    const question = say(`question.${name}.ask`);
    if (worst?.outcome === 'failed') return { question, outcome: 'no', text: reasonOf(worst.code, say) };
    if (worst) return { question, outcome: 'open', text: reasonOf(worst.code, say) };
    if (name === 'chance' && report.chain !== 'trusted') {
      return { question, outcome: 'open', text: say(`chain.${report.chain ?? 'untrusted'}`) };
    }
    return { question, outcome: 'yes', text: say(`question.${name}.yes`) };
  });
}

/** The whole verdict in one sentence, for whoever reads nothing else. The ticket line is no part of it: it is about the reader. */
export function oneSentence(report: SoundReport, say: Say): { tone: 'success' | 'warning' | 'danger'; text: string } {
  const lines = report.checks.filter(({ check }) => check !== 'ticket');
  const failed = lines.find(({ outcome }) => outcome === 'failed');
  if (failed) return { tone: 'danger', text: say('sentence.failed', { reason: reasonOf(failed.code, say) }) };
  const open = lines.filter(({ outcome }) => outcome === 'not-checked').map(({ check }) => say(`open.${check}`));
  if (report.chain !== 'trusted') open.push(say(`open.chain-${report.chain ?? 'untrusted'}`));
  if (open.length === 0) return { tone: 'success', text: say('sentence.verified') };
  return { tone: 'warning', text: say('sentence.replayed', { open: open.join(` ${say('and')} `) }) };
}

/** The line that turned red first. */
export function firstFailed(report: SoundReport): CheckLine | undefined {
  return report.checks.find(({ outcome }) => outcome === 'failed');
}

/** A code as a sentence; the code itself where there is none. */
export function reasonOf(code: string | undefined, say: Say): string {
  if (code?.endsWith('.depends')) return say('depends');
  return say.find(`reason.${code ?? ''}`) ?? code ?? '';
}
