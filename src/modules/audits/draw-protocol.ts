import { formatTime, parseBeacon, parseFreeze, parseResult, sha256Hex, timeOfRound } from '../../core';
import type { SampleView } from './audit-samples.service';
import type { DrawEvidence } from './draw-evidence.service';
import { scrutinySections } from './draw-protocol-scrutiny';
import { facts, type Pen, type ProtocolSection, section } from './protocol-parts';

/** Acts of two people that a window is announced by: its own, or its template's start. */
const ANNOUNCING: ReadonlySet<string> = new Set(['window.announce', 'template.start']);

/** The minutes of a draw, section by section: rules, course, numbers, randomness, check, faults, decisions by hand, ledger, samples. */
export function drawSections(evidence: DrawEvidence, samples: readonly SampleView[], pen: Pen): ProtocolSection[] {
  return [
    aboutDraw(evidence, pen),
    rules(evidence, pen),
    course(evidence, pen),
    numbers(evidence, pen),
    randomness(evidence, pen),
    ...scrutinySections(evidence, samples, pen),
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
