import { Alert, Facts, Foreign, H2, Link, Moment, P, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { OpenedEntry, TicketComputation } from '../../../audits';
import { Code } from './audit-frame';

/** The entry as everybody sees it. */
export function EntryLine({ opened: { line } }: { opened: OpenedEntry }) {
  const { t } = usePage();
  return (
    <>
      <H2>{t('staff-audit:entry.line.title')}</H2>
      <Facts
        facts={[
          [t('staff-audit:entry.ticket'), <Code>{line.ticketId}</Code>],
          [t('staff-audit:entry.tickets-line'), line.tickets],
          [t('staff-audit:entry.pots-line'), line.pots.join(', ')],
          [t('staff-audit:entry.size'), line.size],
          [t('staff-audit:entry.choices'), line.choices === '*' ? '*' : line.choices.join(', ')],
          [t('staff-audit:entry.commitment'), <Code>{line.commitment}</Code>],
        ]}
      />
    </>
  );
}

/** What is behind it: person, receipt, case register, tickets, hardship. */
export function EntryEvidence({ opened }: { opened: OpenedEntry }) {
  return (
    <>
      <Person opened={opened} />
      <Register opened={opened} />
      <Tickets opened={opened} />
      <Hardship opened={opened} />
    </>
  );
}

function Person({ opened: { evidence, person, opening, receipt, frozenIndex, isForeign, corrections } }: { opened: OpenedEntry }) {
  const { t } = usePage();
  const local = useLocal();
  const { moment } = useFormats();
  const entry = (index: number | null | undefined) =>
    typeof index === 'number' ? <Link href={local(`/staff/audit/log/${index}`)}>{String(index)}</Link> : '–';
  return (
    <>
      <H2>{t('staff-audit:entry.person.title')}</H2>
      {evidence === null && <Alert tone="danger" title={t('staff-audit:entry.ghost')} />}
      {isForeign && <Alert tone="danger" title={t('staff-audit:entry.foreign')} />}
      {evidence !== null && evidence.erasedAt !== null && <Alert tone="info" title={t('staff-audit:entry.erased')} />}
      {corrections.map(({ at, officers }) => (
        <P key={String(at)}>{t('staff-audit:entry.corrected', { at: moment(at), officers: officers.join(', ') })}</P>
      ))}
      <Facts
        facts={[
          person && [
            t('staff-audit:entry.name'),
            <strong>
              <Foreign text={[person.givenNames, person.surname].filter(Boolean).join(' ')} />
            </strong>,
          ],
          opening && opening.correctedName !== null
            ? [
                t('staff-audit:entry.corrected-name'),
                <Foreign text={[opening.correctedName.givenNames, opening.correctedName.surname].filter(Boolean).join(' ')} />,
              ]
            : null,
          person && [t('staff-audit:entry.birth-date'), person.birthDate],
          person && [t('staff-audit:entry.case-number'), <Code>{person.caseNumber}</Code>],
          evidence && [t('staff-audit:entry.received'), <Moment at={evidence.receivedAt} />],
          evidence && [t('staff-audit:entry.channel'), t(`staff-audit:channel.${evidence.channel}`)],
          evidence && evidence.registeredBy !== null ? [t('staff-audit:entry.by-staff'), evidence.registeredBy] : null,
          evidence && evidence.caseVerifiedBy !== null
            ? [
                t('staff-audit:entry.verified-by'),
                evidence.caseVerifiedBy === 'register' ? t('staff-audit:entry.register-itself') : evidence.caseVerifiedBy,
              ]
            : null,
          receipt && [t('staff-audit:entry.receipt-index'), entry(receipt.logIndex)],
          receipt && [t('staff-audit:entry.frozen-index'), entry(frozenIndex)],
          opening && [t('staff-audit:entry.salt'), <Code>{opening.salt}</Code>],
        ]}
      />
    </>
  );
}

function Register({ opened: { register, evidence } }: { opened: OpenedEntry }) {
  const { t } = usePage();
  const { calendarDay } = useFormats();
  if (register === null || evidence === null) return null;
  const { answer, record } = register;
  const { staffDateSource, staffDate } = evidence;
  return (
    <>
      <H2>{t('staff-audit:entry.register.title')}</H2>
      <Facts
        facts={[
          [t('staff-audit:entry.register.answer'), t(`staff-audit:register.${answer}`)],
          record && [t('staff-audit:entry.register.date'), record.criticalDate === null ? '–' : calendarDay(record.criticalDate)],
          record && record.criticalDateSource !== null ? [t('staff-audit:entry.register.source'), record.criticalDateSource] : null,
          record && [t('staff-audit:entry.register.updated'), <Moment at={record.updatedAt} />],
          record && record.importId !== null ? [t('staff-audit:entry.register.import'), <Code>{record.importId}</Code>] : null,
          record && record.fileSha256 !== null ? [t('staff-audit:entry.register.file'), <Code>{record.fileSha256}</Code>] : null,
          record && record.importedBy !== null ? [t('staff-audit:entry.register.by'), record.importedBy] : null,
          staffDateSource === null
            ? null
            : [t('staff-audit:entry.register.staff-date'), `${staffDate === null ? '–' : calendarDay(staffDate)} (${staffDateSource})`],
        ]}
      />
    </>
  );
}

function Tickets({ opened: { computations } }: { opened: OpenedEntry }) {
  const { t } = usePage();
  if (computations.length === 0) return null;
  return (
    <>
      <H2>{t('staff-audit:entry.tickets.title')}</H2>
      {computations.length > 1 && <P>{t('staff-audit:entry.merged')}</P>}
      {computations.map((computation, index) => (
        <Computation key={index} {...computation} />
      ))}
    </>
  );
}

function Computation(step: TicketComputation) {
  const { t } = usePage();
  const { calendarDay } = useFormats();
  const { facts, daysLeft, leadDays, slack, base, reason, countedLosses, aged } = step;
  return (
    <Facts
      facts={[
        [
          t('staff-audit:entry.tickets.date'),
          facts.criticalDate === null ? t('staff-audit:entry.tickets.no-date') : calendarDay(facts.criticalDate),
        ],
        [t('staff-audit:entry.tickets.draw-date'), calendarDay(step.drawDate)],
        daysLeft === null ? null : [t('staff-audit:entry.tickets.days'), daysLeft],
        slack === null ? null : [t('staff-audit:entry.tickets.slack'), `${daysLeft} − ${leadDays} = ${slack}`],
        [t('staff-audit:entry.tickets.base'), `${base} (${reason})`],
        [
          t('staff-audit:entry.tickets.losses'),
          t('staff-audit:entry.tickets.losses-value', { losses: facts.losses, counted: countedLosses }),
        ],
        [t('staff-audit:entry.tickets.aged'), `${base} · (2 + ${countedLosses}) / 2 → ${aged}`],
        [t('staff-audit:entry.tickets.cap'), step.cap],
        [t('staff-audit:entry.tickets.result'), <strong>{step.tickets}</strong>],
        [t('staff-audit:entry.tickets.pots'), step.pots.join(', ')],
      ]}
    />
  );
}

function Hardship({ opened: { hardship } }: { opened: OpenedEntry }) {
  const { t } = usePage();
  if (hardship === null) return null;
  return (
    <>
      <H2>{t('staff-audit:entry.hardship.title')}</H2>
      <Facts
        facts={[
          [t('staff-audit:entry.hardship.reason'), hardship.reason],
          [t('staff-audit:entry.hardship.proof'), hardship.proof],
          [t('staff-audit:entry.hardship.people'), `${hardship.requestedBy}, ${hardship.approvedBy}`],
          [t('staff-audit:entry.hardship.at'), <Moment at={hardship.approvedAt} />],
          [t('staff-audit:entry.hardship.log'), hardship.logIndex],
        ]}
      />
    </>
  );
}
