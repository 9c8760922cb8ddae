import type { CheckLine } from '../../core';
import { WORDS } from '../../verifier/languages';
import { SLOT_STATES } from '../slots';
import type { SampleView } from './audit-samples.service';
import type { DrawEvidence } from './draw-evidence.service';
import { facts, type Pen, type ProtocolSection, section } from './protocol-parts';

/** Acts on paper; all of them stand in acts.csv. */
const MOST_ACTS = 200;
/** Run in the unpacked archive; the record lies at its root. */
export const SECOND_VERIFIER = 'python3 verifier/verify.py .';
/** To be filled in by hand. */
const BLANK = '____________________________';

/** What a court looks at twice: what verifiers say, what went wrong, what was done by hand, where every slot went, and who has looked before. */
export function scrutinySections(evidence: DrawEvidence, samples: readonly SampleView[], pen: Pen): ProtocolSection[] {
  return [check(evidence, pen), faults(evidence, pen), byHand(evidence, pen), ledger(evidence, pen), audits(samples, pen)];
}

function check({ report, verifierSha256, secondVerifierSha256 }: DrawEvidence, { t }: Pen): ProtocolSection {
  const words = WORDS.de;
  const row = ({ check: name, outcome, code }: CheckLine): string[] => [words.checks[name], words.outcomes[outcome], code ?? '–'];
  return section(t('staff-audit:protocol.check.title'), {
    text: [words.verdicts[report.verdict], t('staff-audit:protocol.check.text')],
    table: {
      columns: [t('staff-audit:protocol.check.line'), t('staff-audit:protocol.check.outcome'), t('staff-audit:protocol.check.code')],
      rows: report.checks.map(row),
    },
    facts: facts([
      [t('staff-audit:protocol.check.verifier'), verifierSha256],
      // The service can't run it: whoever signs has done so, and writes down what it said.
      [t('staff-audit:protocol.check.second'), t('staff-audit:protocol.check.command', { command: SECOND_VERIFIER })],
      [t('staff-audit:protocol.check.second-hash'), secondVerifierSha256],
      [t('staff-audit:protocol.check.second-said'), BLANK],
      [t('staff-audit:protocol.check.second-who'), BLANK],
    ]),
  });
}

/** What did not go as planned, and where the attempts that left nothing behind are counted. */
function faults({ faults: found }: DrawEvidence, { t, formats }: Pen): ProtocolSection {
  const title = t('staff-audit:protocol.faults.title');
  const text = [t(found.length === 0 ? 'staff-audit:protocol.faults.none' : 'staff-audit:protocol.faults.text')];
  if (found.length === 0) return section(title, { text });
  const moment = (at: number | null): string => (at === null ? '–' : formats.moment(at));
  return section(title, {
    text,
    table: {
      columns: [
        t('staff-audit:protocol.faults.what'),
        t('staff-audit:protocol.faults.about'),
        t('staff-audit:protocol.faults.from'),
        t('staff-audit:protocol.faults.until'),
        t('staff-audit:protocol.faults.code'),
      ],
      rows: found.map(({ kind, about, from, until, count, code }) => [
        t(`staff-audit:protocol.faults.kind.${kind}`, { count }),
        about,
        moment(from),
        moment(until),
        code || '–',
      ]),
    },
  });
}

function byHand({ acts }: DrawEvidence, { t, formats, nameOfAct }: Pen): ProtocolSection {
  const title = t('staff-audit:protocol.acts.title');
  if (acts.length === 0) return section(title, { text: [t('staff-audit:protocol.acts.none')] });
  return section(title, {
    text: acts.length > MOST_ACTS ? [t('staff-audit:protocol.acts.more', { count: acts.length, shown: MOST_ACTS })] : [],
    table: {
      columns: [
        t('staff-audit:acts.column.at'),
        t('staff-audit:acts.column.what'),
        t('staff-audit:acts.column.reason'),
        t('staff-audit:acts.column.people'),
        t('staff-audit:acts.column.index'),
      ],
      rows: acts
        .slice(0, MOST_ACTS)
        .map((act) => [
          formats.moment(act.at),
          [nameOfAct(act.what), act.decision && t(`staff:approvals.decision.${act.decision as 'approved'}`)].filter(Boolean).join(', '),
          act.reason ?? '–',
          [act.first, act.second].filter(Boolean).join(', '),
          String(act.logIndex ?? '–'),
        ]),
    },
  });
}

function ledger({ ledger: lines }: DrawEvidence, { t, formats }: Pen): ProtocolSection {
  const counts = SLOT_STATES.map((state) => [state, lines.filter((line) => line.state === state).length] as const).filter(
    ([, count]) => count > 0,
  );
  return section(t('staff-audit:protocol.ledger.title'), {
    facts: facts([
      [t('staff-audit:protocol.ledger.total'), formats.count(lines.length)],
      ...counts.map(([state, count]) => [t(`staff-audit:ledger.state.${state}`), formats.count(count)] as const),
    ]),
  });
}

function audits(samples: readonly SampleView[], { t, formats }: Pen): ProtocolSection {
  const drawn = samples.filter(({ drawnAt }) => drawnAt !== null);
  return section(t('staff-audit:protocol.samples.title'), {
    text: [t(drawn.length === 0 ? 'staff-audit:protocol.samples.none' : 'staff-audit:protocol.samples.text')],
    facts: drawn.map(({ round, drawnAt, ...counts }) => ({
      key: t('staff-audit:protocol.samples.key', { round, at: formats.moment(drawnAt!) }),
      value: t('staff-audit:protocol.samples.value', { picked: counts.picked, confirmed: counts.confirmed, objected: counts.objected }),
    })),
  });
}
