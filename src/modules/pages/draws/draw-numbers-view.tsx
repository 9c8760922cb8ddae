import { Facts, H2, Section, Table, useFormats, usePage } from '../../../platform/html';
import type { Announcement } from '../../../core';
import type { DrawNumbers, DrawSummary } from '../../draws';
import { PotName } from '../windows/pot-name';

/** What a draw came to, in numbers: how many there were, and who was served by pot and by tickets. */
export function DrawNumbersView(props: { draw: DrawSummary; outcome: DrawNumbers; announcement: Announcement }) {
  const { draw, outcome, announcement } = props;
  const { t } = usePage();
  const formats = useFormats();
  return (
    <Section labelledBy="numbers">
      <H2 id="numbers">{t('draws:numbers.title')}</H2>
      <Facts
        facts={[
          [t('draws:numbers.entries'), formats.count(draw.entries)],
          outcome.merged > 0 ? [t('draws:numbers.merged'), formats.count(outcome.merged)] : null,
          [t('draws:numbers.tickets'), formats.count(outcome.tickets)],
          [t('draws:numbers.slots'), formats.count(draw.slots)],
          [t('draws:numbers.served'), formats.count(draw.served)],
          [t('draws:numbers.unserved'), formats.count(draw.entries - draw.served)],
        ]}
      />
      <Table
        caption={t('draws:numbers.by-pot')}
        columns={[
          { title: t('draws:numbers.column.pot') },
          { title: t('draws:numbers.column.served'), numeric: true },
          { title: t('draws:numbers.column.slots'), numeric: true },
        ]}
        rows={announcement.passes.map(({ pot }) => {
          const served = outcome.byPot.find((each) => each.pot === pot);
          return [<PotName pot={pot} announcement={announcement} />, formats.count(served?.served ?? 0), formats.count(served?.slots ?? 0)];
        })}
      />
      <Table
        caption={t('draws:numbers.by-tickets')}
        columns={[
          { title: t('draws:numbers.column.tickets') },
          { title: t('draws:numbers.column.entries'), numeric: true },
          { title: t('draws:numbers.column.served'), numeric: true },
          { title: t('draws:numbers.column.share'), numeric: true },
        ]}
        rows={outcome.byTickets.map(({ tickets, entries, served }) => [
          formats.count(tickets),
          formats.count(entries),
          formats.count(served),
          formats.share(served / entries),
        ])}
      />
    </Section>
  );
}
