import { Alert, H2, Link, P, Section, useFormats, useLocal, usePage } from '../../../platform/html';
import type { Expectation, TicketChance } from './expectation';
import type { StartFacts } from './start.service';

/** What the chances are now, as far as that can be said, and what they were the last time. */
export function ChancesView({ facts: { now, last } }: { facts: StartFacts }) {
  const { t } = usePage();
  const local = useLocal();
  const formats = useFormats();
  const known = now !== null && now.slots > 0;
  return (
    <Section labelledBy="chances">
      <H2 id="chances">{t('start:chances-title')}</H2>
      {known && <P>{t('start:chances.now', { registrations: formats.count(now.registrations), slots: formats.count(now.slots) })}</P>}
      {now !== null && <ExpectationText expectation={now.expectation} />}
      {now === null && last === null && <P>{t('start:chances.unknown')}</P>}
      {last !== null && (
        <P>
          {t('start:chances.last', {
            day: formats.day(last.drawAt),
            served: formats.count(last.served),
            entries: formats.count(last.entries),
          })}{' '}
          <Link href={local(`/windows/${last.window}/draws/${last.number}`)}>{t('start:chances.last-link')}</Link>
        </P>
      )}
      {(known || last !== null) && <P muted>{t('start:chances.note')}</P>}
    </Section>
  );
}

/** The one sentence about chances before a draw. */
export function ExpectationText({ expectation }: { expectation: Expectation }) {
  const { t } = usePage();
  switch (expectation.kind) {
    case 'unknown':
      return <P>{t('start:chances.unknown')}</P>;
    case 'everybody':
      return <Alert tone="success" title={t('start:chances.everybody')} />;
    case 'average': {
      const share = Math.round(expectation.share * 100);
      return <P>{share < 1 ? t('start:chances.average-few') : t('start:chances.average', { share })}</P>;
    }
    case 'range': {
      const { least, most } = expectation;
      const ofHundred = ({ share }: TicketChance): string => (share < 0.005 ? t('start:chances.few') : String(Math.round(share * 100)));
      const tickets = ({ tickets: count }: TicketChance): string => t('start:chances.tickets', { count });
      const values = { least: tickets(least), low: ofHundred(least), most: tickets(most), high: ofHundred(most) };
      return <P>{t('start:chances.range', values)}</P>;
    }
  }
}
