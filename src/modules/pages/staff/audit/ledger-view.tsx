import { Alert, Details, Facts, Foreign, H2, Link, List, Moment, P, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { LedgerLine, LedgerLines, SlotEvent } from '../../../audits';
import type { StaffMember } from '../../../staff';
import { AuditFrame, Code, PageTurns } from './audit-frame';

/** Every slot of a window, with its life from the log, and whether table and log agree. */
export function LedgerView({ member, ledger: lines, page }: { member: StaffMember; ledger: LedgerLines; page: number }) {
  const { t } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  const { ledger, differing } = lines;
  const { total, ...states } = ledger.slots;
  return (
    <AuditFrame member={member} title={t('staff-audit:ledger.title')}>
      <P>
        <Code>{ledger.window}</Code>
      </P>
      <P>{t('staff-audit:ledger.lead')}</P>
      {differing.length === 0 ? (
        <Alert tone="success" title={t('staff-audit:ledger.agrees')} />
      ) : (
        <Alert tone="danger" title={t('staff-audit:ledger.differs', { slots: differing.join(', ') })} />
      )}
      <H2>{t('staff-audit:ledger.sums')}</H2>
      <Facts
        facts={[
          [t('staff-audit:ledger.total'), count(total)],
          ...Object.entries(states).map(
            ([state, slots]) => [t(`staff-audit:ledger.state.${state as LedgerLine['state']}`), count(slots)] as const,
          ),
        ]}
      />
      <H2>{t('staff-audit:ledger.lines')}</H2>
      {lines.lines.map((line) => (
        <Line key={line.slotId} {...line} />
      ))}
      <PageTurns page={page} hasMore={lines.hasMore} addressOf={(number) => local(`/staff/audit/ledger/${ledger.window}?page=${number}`)} />
    </AuditFrame>
  );
}

function Line({ slotId, group, label, state, startsAt, place, draws, events }: LedgerLine) {
  const { t } = usePage();
  return (
    <Details summary={`${slotId} (${group}, ${label}): ${t(`staff-audit:ledger.state.${state}`)}`}>
      <Facts
        facts={[
          [t('staff-audit:ledger.when'), <Moment at={startsAt} />],
          [t('staff-audit:ledger.place'), <Foreign text={place} />],
          [t('staff-audit:ledger.draws'), draws.join(', ') || '–'],
          [
            t('staff-audit:ledger.events'),
            events.length === 0 ? (
              t('staff-audit:ledger.no-events')
            ) : (
              <List
                numbered
                items={events.map((event) => (
                  <Event {...event} />
                ))}
              />
            ),
          ],
        ]}
      />
    </Details>
  );
}

function Event({ what, at, index, reason, officers }: SlotEvent) {
  const { t } = usePage();
  const local = useLocal();
  const name = t(`staff-audit:ledger.event.${what as 'offered'}`);
  return (
    <>
      {index === null ? name : <Link href={local(`/staff/audit/log/${index}`)}>{name}</Link>} {reason && <Code>{reason}</Code>}{' '}
      {officers.length > 0 && officers.join(', ')} <Moment at={at} />
    </>
  );
}
