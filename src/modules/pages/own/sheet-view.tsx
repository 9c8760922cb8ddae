import { BackLink, Details, Facts, H1, H2, Link, Moment, P, Section, Table, useFormats, useLocal, usePage } from '../../../platform/html';
import type { ToldDraw } from '../../draws';
import { drawPath } from './next-steps-view';
import { Reason } from './tickets-view';

/** The individual sheet, in the order of the specification: tickets, chance, lots, place, what would have had to be different, what stood in the way. */
export function SheetView({ told, own }: { told: ToldDraw; own: string }) {
  const { t } = usePage();
  const local = useLocal();
  const { result, couldBeMet } = told.sheet;
  const served = result.pot !== null;
  return (
    <>
      <BackLink href={local(own)}>{t('sheet:back')}</BackLink>
      <H1 preline={told.drawId}>{t('sheet:title')}</H1>
      <P large>{t(served ? 'sheet:answer.served' : couldBeMet ? 'sheet:answer.not-served' : 'sheet:answer.not-possible')}</P>
      {!served && couldBeMet && <Counterfactual told={told} />}
      <Facts
        facts={[
          [t('sheet:drawn'), <Moment at={told.drawAt} />],
          [t('sheet:ticket-id'), <code class="fs-code">{told.ticketId}</code>],
        ]}
      />
      <TicketsPart told={told} />
      <PlacePart told={told} />
      <LotsPart told={told} />
      <p class="fs-no-print">
        <Link href={local(drawPath(told.drawId))}>{t('sheet:check')}</Link>
      </p>
      <P muted>{t('sheet:print')}</P>
    </>
  );
}

/** What would have been enough; for this seed, and the page says so. */
function Counterfactual({ told }: { told: ToldDraw }) {
  const { t } = usePage();
  const { enoughTickets, tickets } = told.sheet;
  return (
    <>
      <P>
        <strong>
          {enoughTickets === null
            ? t('sheet:enough.none')
            : `${t('sheet:enough.had', { count: tickets })} ${t('sheet:enough.with', { count: enoughTickets })}`}
        </strong>
      </P>
      <P muted>{t('sheet:enough.this-seed')}</P>
    </>
  );
}

function TicketsPart({ told }: { told: ToldDraw }) {
  const { t } = usePage();
  const formats = useFormats();
  const { sheet } = told;
  return (
    <Section labelledBy="tickets">
      <H2 id="tickets">{t('sheet:tickets.title')}</H2>
      <Facts
        facts={[
          [t('own:tickets.yours'), formats.count(sheet.tickets)],
          [t('own:tickets.because'), <Reason story={told} />],
          [
            t('own:tickets.date'),
            told.criticalDate ? `${formats.calendarDay(told.criticalDate)} (${t('own:tickets.confirmed')})` : t('own:tickets.no-date'),
          ],
          [t('own:tickets.losses'), formats.count(told.lossesBefore)],
          told.hardship ? [t('own:tickets.hardship'), t('own:tickets.granted')] : null,
          [t('sheet:chance.before'), formats.share(sheet.chance)],
        ]}
      />
      <P muted>
        {t('sheet:chance.of', { entries: formats.count(told.entries), slots: formats.count(told.slots) })}{' '}
        {t(sheet.chanceMethod === 'exact' ? 'sheet:chance.exact' : 'sheet:chance.large')} {t('own:chance.left-out')}
      </P>
    </Section>
  );
}

/** Rank and score, and how far down the ranking each pot came. */
function PlacePart({ told: { sheet, entries } }: { told: ToldDraw }) {
  const { t } = usePage();
  const formats = useFormats();
  return (
    <Section labelledBy="place">
      <H2 id="place">{t('sheet:place.title')}</H2>
      <Facts
        facts={[
          [t('sheet:place.rank'), t('sheet:place.of', { rank: formats.count(sheet.result.rank), entries: formats.count(entries) })],
          [t('sheet:place.score'), <code class="fs-code">{sheet.result.score}</code>],
          sheet.result.pot === null ? null : [t('sheet:place.pot'), sheet.result.pot],
          ...sheet.thresholds.map(
            ({ pot, lastRank, lastScore }) =>
              [
                t('sheet:place.last', { pot }),
                lastRank === null ? (
                  t('sheet:place.nobody')
                ) : (
                  <>
                    {t('sheet:place.of', { rank: formats.count(lastRank), entries: formats.count(entries) })}
                    <br />
                    <code class="fs-code">{lastScore}</code>
                  </>
                ),
              ] as const,
          ),
        ]}
      />
      <P muted>{t('sheet:place.meaning')}</P>
    </Section>
  );
}

/** Every lot, and the line by which anybody makes it themselves. */
function LotsPart({ told }: { told: ToldDraw }) {
  const { t } = usePage();
  const { sheet, seed, ticketId } = told;
  const best = sheet.result.j;
  return (
    <Section labelledBy="lots">
      <H2 id="lots">{t('sheet:lots.title')}</H2>
      <P>{t('sheet:lots.text')}</P>
      <pre class="fs-code" lang="en" tabIndex={0} aria-label={t('sheet:lots.line')}>
        {`printf '%s:%s:%s' ${seed} ${ticketId} ${best} | sha256sum`}
      </pre>
      <Details summary={t('sheet:lots.all', { count: sheet.lots.length })} open={sheet.lots.length <= 4}>
        <Table
          caption={t('sheet:lots.caption')}
          columns={[{ title: t('sheet:lots.number'), numeric: true }, { title: t('sheet:lots.lot') }]}
          rows={sheet.lots.map((lot, index) => [
            index + 1,
            <>
              <code class="fs-code">{lot}</code>
              {index + 1 === best && <strong> {t('sheet:lots.smallest')}</strong>}
            </>,
          ])}
        />
      </Details>
    </Section>
  );
}
