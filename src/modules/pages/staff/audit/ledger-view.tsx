import { Alert, Badge, Facts, H2, Link, List, Moment, P, Table, useFormats, useLocal, usePage } from '../../../../platform/html';
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
      <Table
        caption={t('staff-audit:ledger.caption')}
        columns={[
          { title: t('staff-audit:ledger.column.slot') },
          { title: t('staff-audit:ledger.column.when') },
          { title: t('staff-audit:ledger.column.state') },
          { title: t('staff-audit:ledger.column.draws') },
          { title: t('staff-audit:ledger.column.events') },
        ]}
        rows={lines.lines.map((line) => [
          <>
            <Code>{line.slotId}</Code> {line.group}, {line.label}
          </>,
          <Moment at={line.startsAt} />,
          <Badge tone={line.state === 'granted' ? 'warning' : 'info'}>{t(`staff-audit:ledger.state.${line.state}`)}</Badge>,
          line.draws.join(', '),
          line.events.length > 0 && (
            <List
              items={line.events.map((event) => (
                <Event {...event} />
              ))}
            />
          ),
        ])}
      />
      <PageTurns page={page} hasMore={lines.hasMore} addressOf={(number) => local(`/staff/audit/ledger/${ledger.window}?page=${number}`)} />
    </AuditFrame>
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
