import type { ComponentChildren } from 'preact';
import { Facts, H2, Link, Moment, P, Section, useFormats, useLocal, usePage } from '../../../platform/html';
import type { DrawStory } from '../../draws';
import { ExpectationText } from '../start/chances-view';
import type { OwnOverview } from './own.service';

/** What happens next and when: the draw that is going on, or the next one. */
export function NextSteps({ overview }: { overview: OwnOverview }) {
  const { t } = usePage();
  const { situation, stories, details, appointment } = overview;
  const pending = stories.find(({ state }) => state === 'frozen' || state === 'revealed');
  if (situation === 'in-draw' && pending) return <Pending story={pending} />;
  if (situation === 'offered' && appointment)
    return <Steps facts={[[t('own:next.answer-by'), <Moment at={appointment.appointment.answerBy} />]]} />;
  if (situation === 'unconfirmed')
    return (
      <Steps
        facts={[
          [t('own:next.confirm-by'), <Moment at={details.confirmBy} />],
          details.prospect && [t('own:next.closes'), <Moment at={details.prospect.closesAt} />],
        ]}
      />
    );
  const isAhead = ['waiting', 'missed-closing', 'not-in-draw', 'draw-failed', 'sits-out', 'cancelled', 'not-served', 'no-loss'].includes(
    situation,
  );
  return isAhead ? <Ahead overview={overview} /> : null;
}

function Steps({ facts, children }: { facts: Parameters<typeof Facts>[0]['facts']; children?: ComponentChildren }) {
  const { t } = usePage();
  return (
    <Section labelledBy="next">
      <H2 id="next">{t('own:next.title')}</H2>
      {facts.some(Boolean) && <Facts facts={facts} />}
      {children}
    </Section>
  );
}

function Pending({ story }: { story: DrawStory }) {
  const { t } = usePage();
  const local = useLocal();
  const formats = useFormats();
  return (
    <Steps
      facts={[
        [t('own:next.draw'), <Moment at={story.drawAt} />],
        [t('own:next.entries'), formats.count(story.entries)],
        [t('own:next.slots'), formats.count(story.slots)],
        [t('own:tickets.yours'), formats.count(story.tickets)],
        [t('own:chance.title'), formats.share(story.chance)],
      ]}
    >
      <P muted>{t('own:chance.left-out')}</P>
      <p>
        <Link href={local(drawPath(story.drawId))}>{t('own:next.watch')}</Link>
      </p>
    </Steps>
  );
}

function Ahead({ overview: { details, expected } }: { overview: OwnOverview }) {
  const { t } = usePage();
  const local = useLocal();
  const { prospect, refillsUntil } = details;
  const refills = refillsUntil === null ? null : ([t('own:next.refills-until'), <Moment at={refillsUntil} />] as const);
  if (!prospect)
    return (
      <Steps facts={[refills]}>
        {refills && <P>{t('own:next.refills')}</P>}
        <P>{t('own:next.none')}</P>
      </Steps>
    );
  return (
    <Steps
      facts={[refills, [t('own:next.closes'), <Moment at={prospect.closesAt} />], [t('own:next.draw'), <Moment at={prospect.drawAt} />]]}
    >
      {refills && <P>{t('own:next.refills')}</P>}
      <P>{t('own:next.nothing-to-do')}</P>
      {expected && <Expected now={expected} />}
      <p>
        <Link href={local(`/windows/${prospect.window}`)}>{t('own:next.rules')}</Link>
      </p>
    </Steps>
  );
}

/** What may be expected before anything is fixed: for few tickets and for many, so that everybody finds themselves. */
function Expected({ now }: { now: NonNullable<OwnOverview['expected']> }) {
  const { t } = usePage();
  const formats = useFormats();
  return (
    <>
      {now.slots > 0 && (
        <P>{t('start:chances.now', { registrations: formats.count(now.registrations), slots: formats.count(now.slots) })}</P>
      )}
      <ExpectationText expectation={now.expectation} />
      <P muted>{t('own:chance.left-out')}</P>
    </>
  );
}

/** "a/b/c/0" -> "/windows/a/b/c/draws/0" */
export function drawPath(drawId: string): string {
  const at = drawId.lastIndexOf('/');
  return `/windows/${drawId.slice(0, at)}/draws/${drawId.slice(at + 1)}`;
}
