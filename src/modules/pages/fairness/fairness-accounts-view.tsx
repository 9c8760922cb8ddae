import { H2, P, Section, Table, usePage } from '../../../platform/html';
import { ChartFigure, type SectionProps } from './chart-figure';
import { ledgerCount, LEDGER_STATES } from './fairness-charts';
import { shareOf, SMALLEST_CLASS, wordingOf } from './fairness-figures';
import { grantsFinding, ledgerFinding, openSlots } from './fairness-findings';

/** What became of the slots, what was given by hand, and hardship: what people have made of it. */
export function AccountSections(props: SectionProps) {
  return (
    <>
      <Ledger {...props} />
      <Grants {...props} />
      <Hardship {...props} />
    </>
  );
}

function Ledger({ subject: { account }, charts, base, draw }: SectionProps) {
  const { t, language } = usePage();
  const { formats } = wordingOf(t, language);
  const finding = ledgerFinding(t, account);
  const { total } = account.slots;
  const states = LEDGER_STATES.filter((state) => state !== 'open' || openSlots(account) > 0);
  return (
    <Section labelledBy="ledger">
      <H2 id="ledger">{finding}</H2>
      <P>{t('fairness:ledger.text')}</P>
      <ChartFigure name="ledger" base={base} charts={charts.ledger} alt={t('fairness:alt', { finding })} />
      <Table
        caption={t('fairness:ledger.caption')}
        columns={[
          { title: t('fairness:ledger.column') },
          { title: t('fairness:column.slots'), numeric: true },
          { title: t('fairness:column.share'), numeric: true },
        ]}
        rows={[
          ...states.map((state) => {
            const count = ledgerCount(account, state);
            return [t(`fairness:ledger.state.${state}`), formats.count(count), formats.share(shareOf(count, total))];
          }),
          [t('fairness:ledger.total'), formats.count(total), formats.share(shareOf(total, total))],
        ]}
      />
      <P muted>
        {draw ? t('fairness:ledger.window') : t('fairness:ledger.all', { count: account.windows })}
        {draw && account.closedOutAt !== null && ` ${t('fairness:ledger.closed', { day: formats.day(account.closedOutAt) })}`}
      </P>
    </Section>
  );
}

function Grants({ subject: { account } }: SectionProps) {
  const { t, language, texts } = usePage();
  const { formats } = wordingOf(t, language);
  const nameOf = (reason: string): string => texts.find(language, `fairness:grants.reasons.${reason}`) ?? t('fairness:grants.other');
  return (
    <Section labelledBy="grants">
      <H2 id="grants">{grantsFinding(t, account)}</H2>
      <P>{t('fairness:grants.text')}</P>
      {account.granted.length > 0 && (
        <Table
          caption={t('fairness:grants.caption')}
          columns={[{ title: t('fairness:grants.reason') }, { title: t('fairness:column.slots'), numeric: true }]}
          rows={account.granted.map(({ reason, slots }) => [nameOf(reason), formats.count(slots)])}
        />
      )}
    </Section>
  );
}

function Hardship({ subject: { fairness } }: SectionProps) {
  const { t, language, texts } = usePage();
  const { formats } = wordingOf(t, language);
  const { shown, rest } = fairness.hardship;
  const nameOf = (reason: string): string => texts.find(language, `fairness:hardship.reason.${reason}`) ?? t('fairness:grants.other');
  const rows = [
    ...shown.map(({ reason, people }) => [nameOf(reason), formats.count(people)]),
    ...(rest ? [[t('fairness:hardship.rest'), formats.count(rest)]] : []),
  ];
  return (
    <Section labelledBy="hardship">
      <H2 id="hardship">{t('fairness:hardship.title')}</H2>
      <P>{t('fairness:hardship.text')}</P>
      {rest === null ? (
        <P>{t('fairness:too-few', { count: SMALLEST_CLASS })}</P>
      ) : rows.length === 0 ? (
        <P>{t('fairness:hardship.none')}</P>
      ) : (
        <Table
          caption={t('fairness:hardship.caption')}
          columns={[{ title: t('fairness:grants.reason') }, { title: t('fairness:column.people'), numeric: true }]}
          rows={rows}
        />
      )}
    </Section>
  );
}
