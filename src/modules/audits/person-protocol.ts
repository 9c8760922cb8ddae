import type { IndividualSheet } from '../../core';
import type { DrawEvidence } from './draw-evidence.service';
import { aboutDraw } from './draw-protocol';
import type { OpenedEntry } from './opened-entry';
import { facts, type Pen, type ProtocolSection, section } from './protocol-parts';
import type { TicketComputation } from './ticket-computation';

/** The minutes of one person's part in a draw: who, which facts, how many tickets and why, what came of it, what would have changed it. */
export function personSections(evidence: DrawEvidence, opened: OpenedEntry, sheet: IndividualSheet, pen: Pen): ProtocolSection[] {
  return [
    aboutDraw(evidence, pen),
    person(opened, pen),
    ...opened.computations.slice(0, 1).map((computation) => tickets(opened, computation, pen)),
    outcome(evidence, sheet, pen),
    counterfactual(sheet, pen),
    opening(opened, pen),
    contact(pen),
  ];
}

function person({ person: who, line, evidence, receipt }: OpenedEntry, { t, formats }: Pen): ProtocolSection {
  return section(t('staff-audit:protocol.person.title'), {
    facts: facts([
      [t('staff-audit:entry.name'), who && [who.givenNames, who.surname].filter(Boolean).join(' ')],
      [t('staff-audit:entry.birth-date'), who?.birthDate],
      [t('staff-audit:entry.case-number'), who?.caseNumber],
      [t('staff-audit:entry.ticket'), line.ticketId],
      [t('staff-audit:entry.received'), evidence && formats.moment(evidence.receivedAt)],
      [t('staff-audit:entry.channel'), evidence && t(`staff-audit:channel.${evidence.channel}`)],
      [t('staff-audit:entry.receipt-index'), receipt?.logIndex],
    ]),
  });
}

export function tickets({ line }: OpenedEntry, computation: TicketComputation, { t, formats }: Pen): ProtocolSection {
  const { facts: known, daysLeft, leadDays, slack, base, reason, countedLosses, aged, cap } = computation;
  const date = known.criticalDate;
  return section(t('staff-audit:entry.tickets.title'), {
    facts: facts([
      [t('staff-audit:entry.tickets.date'), date === null ? t('staff-audit:entry.tickets.no-date') : formats.calendarDay(date)],
      [t('staff-audit:entry.tickets.draw-date'), formats.calendarDay(computation.drawDate)],
      [t('staff-audit:entry.tickets.days'), daysLeft],
      [t('staff-audit:entry.tickets.slack'), slack === null ? null : `${daysLeft} − ${leadDays} = ${slack}`],
      [t('staff-audit:entry.tickets.base'), `${base} (${reason})`],
      [
        t('staff-audit:entry.tickets.losses'),
        t('staff-audit:entry.tickets.losses-value', { losses: known.losses, counted: countedLosses }),
      ],
      [t('staff-audit:entry.tickets.aged'), `${base} · (2 + ${countedLosses}) / 2 → ${aged}`],
      [t('staff-audit:entry.tickets.cap'), cap],
      [t('staff-audit:entry.tickets.result'), computation.tickets],
      [t('staff-audit:entry.tickets.pots'), computation.pots.join(', ')],
      [t('staff-audit:entry.tickets.line'), `${line.tickets}; ${line.pots.join(', ')}`],
    ]),
  });
}

function outcome(
  { draw, report }: DrawEvidence,
  { chance, chanceMethod, lots, result, thresholds, couldBeMet }: IndividualSheet,
  { t, formats }: Pen,
): ProtocolSection {
  return section(t('staff-audit:protocol.outcome.title'), {
    facts: facts([
      [t('staff-audit:protocol.outcome.chance'), `${formats.share(chance)} (${t(`staff-audit:protocol.outcome.${chanceMethod}`)})`],
      [t('staff-audit:protocol.random.seed'), report.seed],
      [t('staff-audit:protocol.outcome.rank'), t('staff-audit:protocol.outcome.rank-value', { rank: result.rank, entries: draw.entries })],
      [t('staff-audit:protocol.outcome.score'), result.score],
      [
        t('staff-audit:protocol.outcome.served'),
        result.pot === null ? t('staff-audit:protocol.outcome.not-served') : `${result.pot}: ${result.slots.join(', ')}`,
      ],
      ...thresholds.map(
        ({ pot, lastRank }) => [t('staff-audit:protocol.outcome.threshold', { pot }), lastRank ?? t('staff-audit:protocol.none')] as const,
      ),
      [t('staff-audit:protocol.outcome.could-be-met'), couldBeMet ? null : t('staff-audit:protocol.outcome.not-met')],
    ]),
    table: {
      columns: [t('staff-audit:protocol.outcome.lot-number'), t('staff-audit:protocol.outcome.lot')],
      rows: lots.map((lot, index) => [
        `${index + 1}${index + 1 === result.j ? ` (${t('staff-audit:protocol.outcome.smallest')})` : ''}`,
        lot,
      ]),
    },
  });
}

function counterfactual({ enoughTickets, result }: IndividualSheet, { t }: Pen): ProtocolSection {
  const sentence =
    result.pot !== null
      ? t('staff-audit:protocol.otherwise.served')
      : enoughTickets === null
        ? t('staff-audit:protocol.otherwise.never')
        : t('staff-audit:protocol.otherwise.enough', { count: enoughTickets });
  return section(t('staff-audit:protocol.otherwise.title'), { text: [sentence, t('staff-audit:protocol.otherwise.limits')] });
}

/** What opens this one commitment, and none of another draw's: the salt is this draw's, and the receipt secret stays where it is. */
function opening({ line, opening: known }: OpenedEntry, { t }: Pen): ProtocolSection {
  return section(t('staff-audit:protocol.opening.title'), {
    text: [t('staff-audit:protocol.opening.text')],
    facts: facts([
      [t('staff-audit:entry.commitment'), line.commitment],
      [t('staff-audit:entry.salt'), known?.salt],
      [t('staff-audit:entry.identity'), known?.identity],
    ]),
  });
}

function contact({ t, authority }: Pen): ProtocolSection {
  return section(t('staff-audit:protocol.contact.title'), {
    text: [t('staff-audit:protocol.contact.text')],
    facts: facts([
      [t('staff-audit:protocol.contact.authority'), authority.name],
      [t('staff-audit:protocol.contact.address'), authority.address],
      [t('staff-audit:protocol.contact.phone'), authority.phone],
      [t('staff-audit:protocol.contact.mail'), authority.contact],
    ]),
  });
}
