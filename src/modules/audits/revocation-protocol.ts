import { timeOf } from '../../platform/clock';
import type { HearingView } from '../appointments';
import { facts, type Pen, type ProtocolSection, section } from './protocol-parts';
import type { RevocationEvidence } from './revocation-evidence.service';

/** The minutes of a revocation: whose appointment, on what it rests, what the holder was told and has said, who decided, where the slot went. */
export function revocationSections(evidence: RevocationEvidence, pen: Pen): ProtocolSection[] {
  return [
    appointment(evidence, pen),
    reports(evidence, pen),
    ...evidence.hearings.map((each) => hearing(each, pen)),
    letters(evidence, pen),
    requests(evidence, pen),
    slots(evidence, pen),
    log(evidence, pen),
  ];
}

function appointment({ offer, number, person, slots: given }: RevocationEvidence, { t, formats }: Pen): ProtocolSection {
  return section(t('staff-audit:revocation.appointment'), {
    facts: facts([
      [t('staff-audit:entry.name'), person && [person.givenNames, person.surname].filter(Boolean).join(' ')],
      [t('staff-audit:entry.birth-date'), person?.birthDate],
      [t('staff-audit:entry.case-number'), person?.caseNumber],
      [t('staff-acts:revocation.number'), number],
      [t('staff-acts:revocation.when'), formats.moment(timeOf(given[0]!.startsAt))],
      [t('staff-acts:revocation.place'), given[0]!.place],
      [t('staff-audit:protocol.draw.id'), offer.drawId],
      [t('staff-audit:entry.ticket'), offer.ticketId],
    ]),
  });
}

function reports({ reports: all }: RevocationEvidence, { t, formats }: Pen): ProtocolSection {
  const title = t('staff-audit:revocation.reports');
  if (all.length === 0) return section(title, { text: [t('staff-audit:revocation.no-reports')] });
  return section(title, {
    text: [t('staff-audit:revocation.reports-text')],
    table: {
      columns: [t('staff-acts:revocation.report-at'), t('staff-audit:revocation.seen'), t('staff-acts:revocation.report-text')],
      rows: all.map(({ receivedAt, place, text, link }) => [
        formats.moment(receivedAt),
        t(`report:place.${place}`),
        [text, link].filter(Boolean).join(' – '),
      ]),
    },
  });
}

function hearing(view: HearingView, { t, formats }: Pen): ProtocolSection {
  const { reason, openedAt, openedBy, answerBy, endedAt, outcome, dropReason, droppedBy, statements } = view;
  return section(t('staff-acts:revocation.hearing'), {
    facts: facts([
      [t('staff-acts:revocation.reason'), t(`staff:approvals.reasons.appointment.revoke.${reason}`)],
      [t('staff-acts:revocation.opened'), formats.moment(openedAt)],
      [t('staff-acts:revocation.opened-by'), openedBy],
      [t('staff-acts:revocation.until'), formats.moment(answerBy)],
      [t('staff-audit:revocation.ended'), endedAt && formats.moment(endedAt)],
      [t('staff-acts:revocation.state'), outcome && t(`staff-acts:revocation.is.${outcome}`)],
      [t('staff-acts:revocation.drop.why'), dropReason && t(`staff-acts:revocation.drop.reasons.${dropReason}`)],
      [t('staff-acts:revocation.drop.by'), droppedBy],
    ]),
    text: statements.length === 0 ? [t('staff-audit:revocation.no-answer')] : [],
    table:
      statements.length === 0
        ? null
        : {
            columns: [t('staff-audit:acts.column.at'), t('staff-audit:revocation.way'), t('staff-audit:revocation.answer')],
            rows: statements.map(({ at, via, takenBy, text }) => [
              formats.moment(at),
              [t(`staff-acts:statement.via.${via}`), takenBy && t('staff-acts:statement.taken-by', { by: takenBy })]
                .filter(Boolean)
                .join(', '),
              text,
            ]),
          },
  });
}

/** Letters themselves are not kept; the words of a hearing's follow from its reason, and each hearing has its own. */
function letters({ letters: sent, hearings }: RevocationEvidence, { t, texts, formats, language }: Pen): ProtocolSection {
  const reasons = [...new Set(hearings.map(({ reason }) => reason))];
  return section(t('staff-audit:revocation.letters'), {
    text: [
      t('staff-audit:revocation.letters-text'),
      t('letters:hearing.opened.subject'),
      ...reasons.map((reason) => t(`letters:hearing.reason.${reason}`)),
      t('letters:hearing.consequence'),
    ],
    facts: sent.map(({ kind, sentAt, printedAt }) => ({
      key: texts.find(language, `letters:${kind}.subject`) ?? kind,
      value: [
        sentAt && t('staff-audit:revocation.sent', { at: formats.moment(timeOf(sentAt)) }),
        printedAt && t('staff-audit:revocation.printed', { at: formats.moment(timeOf(printedAt)) }),
        sentAt === null && t('staff-audit:revocation.waits'),
      ]
        .filter(Boolean)
        .join(', '),
    })),
  });
}

function requests({ requests: asked }: RevocationEvidence, { t, formats }: Pen): ProtocolSection {
  const title = t('staff-audit:revocation.requests');
  if (asked.length === 0) return section(title, { text: [t('staff-audit:revocation.no-requests')] });
  return section(title, {
    table: {
      columns: [
        t('staff-audit:acts.column.at'),
        t('staff-audit:acts.column.reason'),
        t('staff-audit:acts.column.people'),
        t('staff-audit:revocation.decided'),
      ],
      rows: asked.map(({ requestedAt, reason, requestedBy, decision, decidedBy, decidedAt }) => [
        formats.moment(timeOf(requestedAt)),
        t(`staff:approvals.reasons.appointment.revoke.${reason as HearingView['reason']}`),
        [requestedBy, decidedBy].filter(Boolean).join(', '),
        [decision && t(`staff:approvals.decision.${decision as 'approved'}`), decidedAt && formats.moment(timeOf(decidedAt))]
          .filter(Boolean)
          .join(', '),
      ]),
    },
  });
}

function slots({ offer, slots: given }: RevocationEvidence, { t, formats }: Pen): ProtocolSection {
  return section(t('staff-audit:revocation.slots'), {
    text: [t('staff-audit:revocation.slots-text')],
    table: {
      columns: [
        t('staff-audit:revocation.slot'),
        t('staff-acts:revocation.when'),
        t('staff-acts:revocation.state'),
        t('staff-audit:revocation.later'),
      ],
      rows: given.map(({ slotId, label, startsAt, state, draws }) => [
        `${slotId} (${label})`,
        formats.moment(timeOf(startsAt)),
        t(`staff-audit:ledger.state.${state}`),
        draws.slice(draws.indexOf(offer.drawId) + 1).join(', ') || '–',
      ]),
    },
  });
}

function log({ log: { checkpoint, lines } }: RevocationEvidence, { t }: Pen): ProtocolSection {
  return section(t('staff-audit:revocation.log'), {
    text: [t('staff-audit:revocation.log-text', { size: checkpoint.size })],
    table: {
      columns: [t('staff-audit:acts.column.index'), t('staff-audit:acts.column.at'), t('staff-audit:acts.column.what')],
      rows: lines.map(({ index, at, type, body }) => [
        String(index),
        at,
        [type, (JSON.parse(body) as { reason?: string }).reason].filter(Boolean).join(' '),
      ]),
    },
  });
}
