import { H2, P, Section, Table, usePage } from '../../../platform/html';
import type { ClassResult } from '../../draws';
import { ChartFigure, type SectionProps } from './chart-figure';
import {
  countOutside,
  loadRows,
  ratioOf,
  shareOf,
  SMALLEST_CLASS,
  ticketsLabel,
  timeLabel,
  waitLabel,
  type Wording,
  wordingOf,
} from './fairness-figures';
import { loadFinding, ticketsFinding, timeFinding, waitsFinding } from './fairness-findings';

/** Load, chance by tickets, chance by time, waiting: what chance has made of the rule. */
export function ResultSections(props: SectionProps) {
  return (
    <>
      <Load {...props} />
      <ByTickets {...props} />
      <ByTime {...props} />
      <Waits {...props} />
    </>
  );
}

function useWording(): Wording {
  const { t, language } = usePage();
  return wordingOf(t, language);
}

function Load({ subject: { fairness }, charts, base }: SectionProps) {
  const { t, language } = usePage();
  const wording = useWording();
  const { formats } = wording;
  const finding = loadFinding(t, fairness, ratioOf(fairness.people, fairness.slots, language));
  return (
    <Section labelledBy="load">
      <H2 id="load">{finding}</H2>
      <P>{t('fairness:load.text')}</P>
      <ChartFigure name="load" base={base} charts={charts.load} alt={t('fairness:alt', { finding })} caption={t('fairness:load.key')} />
      <Table
        caption={t('fairness:load.caption')}
        columns={[
          { title: t('fairness:load.draw') },
          { title: t('fairness:column.people'), numeric: true },
          { title: t('fairness:column.slots'), numeric: true },
          { title: t('fairness:facts.load'), numeric: true },
        ]}
        rows={loadRows(wording, fairness).map(({ label, whole, part }) => [
          label,
          formats.count(whole!),
          formats.count(part),
          ratioOf(whole!, part, language),
        ])}
      />
    </Section>
  );
}

function ByTickets({ subject: { fairness }, charts, base }: SectionProps) {
  const { t } = usePage();
  const wording = useWording();
  const { byTickets } = fairness;
  if (byTickets.length === 0) return <TooFew id="tickets" title={t('fairness:tickets.caption')} />;
  const finding = ticketsFinding(t, fairness);
  return (
    <Section labelledBy="tickets">
      <H2 id="tickets">{finding}</H2>
      <P>{t('fairness:tickets.text')}</P>
      <ChartFigure
        name="tickets"
        base={base}
        charts={charts.tickets}
        alt={t('fairness:alt', { finding })}
        caption={keyOf(wording, byTickets)}
      />
      <ClassTable
        caption={t('fairness:tickets.caption')}
        heading={t('fairness:tickets.column')}
        rows={byTickets.map((each) => [ticketsLabel(wording, each), each])}
      />
      <P>{t('fairness:tickets.served')}</P>
      <P muted>{t('fairness:small', { count: SMALLEST_CLASS })}</P>
    </Section>
  );
}

function ByTime({ subject: { fairness }, charts, base }: SectionProps) {
  const { t } = usePage();
  const wording = useWording();
  const { byTime, binSeconds } = fairness;
  if (byTime.length === 0) return <TooFew id="time" title={t('fairness:time.caption')} />;
  const finding = timeFinding(t, fairness);
  return (
    <Section labelledBy="time">
      <H2 id="time">{finding}</H2>
      <P>{t('fairness:time.text')}</P>
      <ChartFigure
        name="arrivals"
        base={base}
        charts={charts.arrivals}
        alt={t('fairness:alt', { finding: t('fairness:time.arrivals') })}
        caption={t('fairness:time.arrivals')}
      />
      <ChartFigure name="time" base={base} charts={charts.time} alt={t('fairness:alt', { finding })} caption={keyOf(wording, byTime)} />
      <ClassTable
        caption={t('fairness:time.caption')}
        heading={t('fairness:time.column')}
        rows={byTime.map((each) => [timeLabel(wording, each, binSeconds), each])}
      />
      <P muted>{t('fairness:small', { count: SMALLEST_CLASS })}</P>
    </Section>
  );
}

function Waits({ subject: { fairness }, charts, base }: SectionProps) {
  const { t } = usePage();
  const wording = useWording();
  const { formats } = wording;
  if (fairness.waits.length === 0) return <TooFew id="waits" title={t('fairness:waits.caption')} />;
  const finding = waitsFinding(wording, fairness);
  return (
    <Section labelledBy="waits">
      <H2 id="waits">{finding}</H2>
      <P>{t('fairness:waits.text')}</P>
      <ChartFigure name="waits" base={base} charts={charts.waits} alt={t('fairness:alt', { finding })} caption={t('fairness:waits.key')} />
      <Table
        caption={t('fairness:waits.caption')}
        columns={[
          { title: t('fairness:waits.column') },
          { title: t('fairness:column.people'), numeric: true },
          { title: t('fairness:column.served'), numeric: true },
          { title: t('fairness:column.share'), numeric: true },
        ]}
        rows={fairness.waits.map((wait) => [
          waitLabel(wording, wait),
          formats.count(wait.people),
          formats.count(wait.served),
          formats.share(shareOf(wait.served, wait.people)),
        ])}
      />
    </Section>
  );
}

function ClassTable({ caption, heading, rows }: { caption: string; heading: string; rows: readonly (readonly [string, ClassResult])[] }) {
  const { t } = usePage();
  const { formats } = useWording();
  const withShare = (count: number, people: number): string =>
    `${formats.count(Math.round(count))} (${formats.share(shareOf(count, people))})`;
  return (
    <Table
      caption={caption}
      columns={[
        { title: heading },
        { title: t('fairness:column.people'), numeric: true },
        { title: t('fairness:column.first'), numeric: true },
        { title: t('fairness:column.expected'), numeric: true },
        { title: t('fairness:column.band'), numeric: true },
        { title: t('fairness:column.served'), numeric: true },
      ]}
      rows={rows.map(([label, { people, first, expected, low, high, served }]) => [
        label,
        formats.count(people),
        withShare(first, people),
        withShare(expected, people),
        t('fairness:column.range', { low: formats.count(low), high: formats.count(high) }),
        withShare(served, people),
      ])}
    />
  );
}

function keyOf({ t }: Wording, classes: readonly ClassResult[]): string {
  return countOutside(classes) === 0 ? t('fairness:key') : `${t('fairness:key')} ${t('fairness:key-outside')}`;
}

function TooFew({ id, title }: { id: string; title: string }) {
  const { t } = usePage();
  return (
    <Section labelledBy={id}>
      <H2 id={id}>{title}</H2>
      <P>{t('fairness:too-few', { count: SMALLEST_CLASS })}</P>
    </Section>
  );
}
