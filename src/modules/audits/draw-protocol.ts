import { type CheckLine, formatTime, parseBeacon, parseFreeze, parseResult, sha256Hex, timeOfRound } from '../../core';
import { WORDS } from '../../verifier/languages';
import { SLOT_STATES } from '../slots';
import type { SampleView } from './audit-samples.service';
import type { DrawEvidence } from './draw-evidence.service';
import { facts, type Pen, type ProtocolSection, section } from './protocol-parts';

/** Acts on paper; all of them stand in acts.csv. */
const MOST_ACTS = 200;
/** Acts of two people that a window is announced by: its own, or its template's start. */
const ANNOUNCING: ReadonlySet<string> = new Set(['window.announce', 'template.start']);

/** Run in the unpacked archive; the record lies at its root. */
export const SECOND_VERIFIER = 'python3 verifier/verify.py .';
/** To be filled in by hand. */
const BLANK = '____________________________';

/** The minutes of a draw, section by section: rules, course, numbers, randomness, check, faults, decisions by hand, ledger, samples. */
export function drawSections(evidence: DrawEvidence, samples: readonly SampleView[], pen: Pen): ProtocolSection[] {
  return [
    aboutDraw(evidence, pen),
    rules(evidence, pen),
    course(evidence, pen),
    numbers(evidence, pen),
    randomness(evidence, pen),
    check(evidence, pen),
    faults(evidence, pen),
    byHand(evidence, pen),
    ledger(evidence, pen),
    audits(samples, pen),
  ];
}

export function aboutDraw({ draw, announcement }: DrawEvidence, { t }: Pen): ProtocolSection {
  return section(t('staff-audit:protocol.draw.title'), {
    facts: facts([
      [t('staff-audit:protocol.draw.window'), announcement.title],
      [t('staff-audit:protocol.draw.id'), draw.drawId],
      [t('staff-audit:protocol.draw.version'), announcement.protocol],
    ]),
  });
}

function rules({ announcement, record, acts }: DrawEvidence, { t }: Pen): ProtocolSection {
  const { tickets, passes, contributors } = announcement;
  const { leadDays, cap, maxLosses, guaranteeAfter } = tickets.parameters;
  const announced = acts.findLast(({ what, decision }) => ANNOUNCING.has(what) && decision === 'approved');
  const template = announced?.what === 'template.start' ? `${t('staff-audit:protocol.rules.template', { path: announced.about })}: ` : '';
  const passText = (pass: (typeof passes)[number]): string =>
    `${pass.pot} (${pass.from.join(', ')}${pass.max === undefined ? '' : `, ${t('staff-audit:protocol.rules.most', { count: pass.max })}`})`;
  return section(t('staff-audit:protocol.rules.title'), {
    facts: facts([
      [t('staff-audit:protocol.rules.rule'), tickets.rule],
      [t('staff-audit:protocol.rules.tickets'), tickets.allowed.join(', ')],
      [t('staff-audit:protocol.rules.parameters'), t('staff-audit:protocol.rules.values', { leadDays, cap, maxLosses, guaranteeAfter })],
      [t('staff-audit:protocol.rules.passes'), passes.map(passText).join('; ')],
      [t('staff-audit:protocol.rules.contributors'), contributors.join(', ') || t('staff-audit:protocol.none')],
      [
        t('staff-audit:protocol.rules.approved'),
        announced ? `${template}${announced.first}, ${announced.second}` : t('staff-audit:protocol.rules.nobody'),
      ],
      [t('staff-audit:protocol.rules.hash'), sha256Hex(record.get('announcement.json')!)],
    ]),
  });
}

/** Every step with the moment the office wrote down, and its place in the log. */
function course({ draw, announcement, log }: DrawEvidence, { t, formats }: Pen): ProtocolSection {
  const { timetable, beacon } = announcement;
  const indexOf = (type: string): string => String(log.lines.find((line) => line.type === type)?.index ?? '–');
  const step = (
    name: 'announced' | 'opened' | 'closed' | 'frozen' | 'revealed' | 'round' | 'drawn' | 'published',
    at: string | number,
    type?: string,
  ) => [
    t(`staff-audit:protocol.course.${name}`),
    `${formats.moment(at)} (${typeof at === 'number' ? formatTime(at) : at})`,
    type === undefined ? '–' : indexOf(type),
  ];
  const announcedAt = log.lines.find((line) => line.type === 'window.announced')?.at ?? timetable.opensAt;
  return section(t('staff-audit:protocol.course.title'), {
    table: {
      columns: [t('staff-audit:protocol.course.step'), t('staff-audit:protocol.course.at'), t('staff-audit:protocol.course.index')],
      rows: [
        step('announced', announcedAt, 'window.announced'),
        step('opened', timetable.opensAt),
        step('closed', timetable.closesAt),
        step('frozen', draw.frozenAt!, 'draw.frozen'),
        step('revealed', draw.revealedAt!, 'draw.revealed'),
        step('round', timeOfRound(beacon, draw.round)),
        step('drawn', draw.drawnAt!, 'draw.drawn'),
        ...(draw.publishedAt === null ? [] : [step('published', draw.publishedAt)]),
      ],
    },
  });
}

function numbers({ draw, record }: DrawEvidence, { t, formats }: Pen): ProtocolSection {
  const freeze = parseFreeze(record.get('freeze.json')!);
  const served = new Map<string, number>();
  for (const { pot } of parseResult(record.get('result.txt')!)) if (pot !== null) served.set(pot, (served.get(pot) ?? 0) + 1);
  return section(t('staff-audit:protocol.numbers.title'), {
    facts: facts([
      [t('staff-audit:protocol.numbers.entries'), formats.count(freeze.entries.count)],
      [t('staff-audit:protocol.numbers.tickets'), formats.count(freeze.entries.tickets)],
      [t('staff-audit:protocol.numbers.slots'), formats.count(freeze.slots.count)],
      [t('staff-audit:protocol.numbers.served'), formats.count(draw.served)],
      [t('staff-audit:protocol.numbers.pots'), [...served].map(([pot, count]) => `${pot}: ${formats.count(count)}`).join(', ')],
      [t('staff-audit:protocol.numbers.entries-root'), freeze.entries.root],
      [t('staff-audit:protocol.numbers.slots-root'), freeze.slots.root],
      [t('staff-audit:protocol.numbers.result-hash'), sha256Hex(record.get('result.txt')!)],
    ]),
  });
}

function randomness({ draw, announcement, record, report }: DrawEvidence, { t, formats }: Pen): ProtocolSection {
  const { chainHash, kind } = announcement.beacon;
  const beacon = parseBeacon(record.get('beacon.json')!);
  return section(t('staff-audit:protocol.random.title'), {
    text: [t(`staff-audit:protocol.random.${kind}`)],
    facts: facts([
      [t('staff-audit:protocol.random.chain'), chainHash],
      [t('staff-audit:protocol.random.round'), `${draw.round} (${formats.moment(timeOfRound(announcement.beacon, draw.round))})`],
      [t('staff-audit:protocol.random.value'), beacon.randomness],
      ...draw.contributions.map(
        ({ contributor, secret }) =>
          [
            t('staff-audit:protocol.random.contribution', { name: contributor }),
            secret ?? t('staff-audit:protocol.random.withheld'),
          ] as const,
      ),
      [t('staff-audit:protocol.random.seed'), report.seed],
    ]),
  });
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
