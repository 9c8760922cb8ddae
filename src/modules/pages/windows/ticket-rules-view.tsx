import { H2, List, P, Section, Table, usePage } from '../../../platform/html';
import type { Announcement } from '../../../core';
import type { TicketLine } from './ticket-lines';

/** Who gets how many tickets: the rule in a sentence, then every line of it. */
export function TicketRulesView({ tickets, lines }: { tickets: Announcement['tickets']; lines: readonly TicketLine[] }) {
  const { t } = usePage();
  const { rule, allowed, parameters } = tickets;
  const { leadDays, maxLosses, cap } = parameters;
  return (
    <Section labelledBy="tickets">
      <H2 id="tickets">{t('windows:tickets.title')}</H2>
      <P>
        {t(`windows:tickets.rule.${rule}`)} {rule !== 'uniform' && t('windows:tickets.lead', { count: leadDays })}
      </P>
      {rule !== 'uniform' && <P>{t('windows:tickets.verified')}</P>}
      <Table
        caption={t('windows:tickets.table')}
        columns={[
          { title: t('windows:tickets.column.when') },
          { title: t('windows:tickets.column.tickets'), numeric: true },
          ...(maxLosses > 0 ? [{ title: t('windows:tickets.column.most', { count: maxLosses }), numeric: true }] : []),
        ]}
        rows={lines.map((line) => [<When line={line} />, line.tickets, ...(maxLosses > 0 ? [line.ticketsAtMost] : [])])}
      />
      <List
        items={[
          ...(maxLosses > 0 ? [t('windows:tickets.losses', { most: maxLosses })] : []),
          t('windows:tickets.cap', { cap, allowed: allowed.join(', ') }),
          t('windows:tickets.chance'),
        ]}
      />
    </Section>
  );
}

function When({ line: { reason, fromDays: from, toDays: to } }: { line: TicketLine }) {
  const { t } = usePage();
  if (reason === 'uniform') return <>{t('windows:tickets.when.everybody')}</>;
  if (from !== null && to !== null) return <>{t('windows:tickets.when.between', { from, to })}</>;
  if (to !== null && to < 0) return <>{t('windows:tickets.when.past')}</>;
  if (to !== null) return <>{t('windows:tickets.when.until', { to })}</>;
  if (from !== null) return <>{t('windows:tickets.when.from', { from })}</>;
  return <>{t('windows:tickets.when.unverified')}</>;
}
