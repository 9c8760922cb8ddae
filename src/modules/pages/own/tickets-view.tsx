import { Facts, H2, List, P, Section, useFormats, usePage } from '../../../platform/html';
import type { DrawStory } from '../../draws';
import type { OwnDetails, OwnProspect } from '../../registrations';
import type { OwnOverview } from './own.service';

/** Tickets and why. Says what has been confirmed and what is only claimed. */
export function TicketsView({ overview: { details, stories, situation } }: { overview: OwnOverview }) {
  const { t } = usePage();
  const last = stories[0];
  const { prospect } = details;
  const showsProspect = prospect !== null && situation !== 'in-draw';
  if (!last && !showsProspect) return null;
  return (
    <Section labelledBy="tickets">
      <H2 id="tickets">{t('own:tickets.title')}</H2>
      {last && <Counted story={last} isPending={situation === 'in-draw'} />}
      {showsProspect && <Expected details={details} prospect={prospect} isConfirmed={(last?.criticalDate ?? null) !== null} />}
      {details.claims?.hardshipReason && !last?.hardship && <P>{t('own:tickets.hardship-claimed')}</P>}
      <P muted>{t('own:tickets.meaning')}</P>
    </Section>
  );
}

/** What counted in a draw whose list is fixed. */
function Counted({ story, isPending }: { story: DrawStory; isPending: boolean }) {
  const { t } = usePage();
  const formats = useFormats();
  return (
    <>
      <P>{t(isPending ? 'own:tickets.now' : 'own:tickets.last', { count: story.tickets })}</P>
      <Facts
        facts={[
          [t('own:tickets.because'), <Reason story={story} />],
          [
            t('own:tickets.date'),
            story.criticalDate ? `${formats.calendarDay(story.criticalDate)} (${t('own:tickets.confirmed')})` : t('own:tickets.no-date'),
          ],
          [t('own:tickets.losses'), formats.count(story.lossesBefore)],
          story.hardship ? [t('own:tickets.hardship'), t('own:tickets.granted')] : null,
        ]}
      />
    </>
  );
}

export function Reason({ story: { reason } }: { story: DrawStory }) {
  const { texts, language, t } = usePage();
  return <>{texts.find(language, `own:reason.${reason}`) ?? t('own:reason.other')}</>;
}

/** What can count next time, as far as it follows from what was said. */
function Expected({ details, prospect, isConfirmed }: { details: OwnDetails; prospect: OwnProspect; isConfirmed: boolean }) {
  const { t } = usePage();
  const formats = useFormats();
  const { otherwise, ifConfirmed, rule } = prospect.tickets;
  const date = details.claims?.criticalDate;
  if (rule === 'uniform') return <P>{t('own:tickets.uniform')}</P>;
  if (ifConfirmed === null || !date)
    return (
      <>
        <P>{t(isConfirmed ? 'own:tickets.next-register' : 'own:tickets.next-at-least', { count: otherwise })}</P>
        {!isConfirmed && <P>{t('own:tickets.none-claimed')}</P>}
      </>
    );
  return (
    <>
      <P>{t('own:tickets.claimed', { date: formats.calendarDay(date) })}</P>
      <List items={[t('own:tickets.if-confirmed', { count: ifConfirmed }), t('own:tickets.otherwise', { count: otherwise })]} />
      <P>{t('own:tickets.only-confirmed')}</P>
    </>
  );
}
