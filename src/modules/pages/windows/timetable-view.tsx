import { Facts, H2, Moment, P, Section, usePage } from '../../../platform/html';
import type { WindowView } from '../../windows';

/** When what happens, and when free places are given out again. */
export function TimetableView({ timetable }: { timetable: WindowView['timetable'] }) {
  const { t } = usePage();
  const { refill } = timetable;
  return (
    <>
      <Section labelledBy="timetable">
        <H2 id="timetable">{t('windows:timetable.title')}</H2>
        <P>
          {t('windows:timetable.note')} {t('windows:timetable.berlin')}
        </P>
        <Facts
          facts={[
            [t('windows:timetable.opens'), <Moment at={timetable.opensAt} />],
            [t('windows:timetable.closes'), <Moment at={timetable.closesAt} />],
            [t('windows:timetable.freeze'), <Moment at={timetable.freezeAt} />],
            [t('windows:timetable.reveal'), <Moment at={timetable.revealBy} />],
            [t('windows:timetable.draw'), <Moment at={timetable.drawAt} />],
          ]}
        />
      </Section>
      <Section labelledBy="refill">
        <H2 id="refill">{t('windows:refill.title')}</H2>
        {refill.firstAt > refill.lastAt ? (
          <P>{t('windows:refill.none')}</P>
        ) : (
          <>
            <P>{t('windows:refill.text')}</P>
            <Facts
              facts={[
                [t('windows:refill.first'), <Moment at={refill.firstAt} />],
                [t('windows:refill.every'), <Span seconds={refill.everySeconds} />],
                [t('windows:refill.last'), <Moment at={refill.lastAt} />],
              ]}
            />
          </>
        )}
      </Section>
    </>
  );
}

/** A length of time in the largest unit that fits it. */
function Span({ seconds }: { seconds: number }) {
  const { t } = usePage();
  if (seconds % 86_400 === 0) return <>{t('windows:span.days', { count: seconds / 86_400 })}</>;
  if (seconds % 3600 === 0) return <>{t('windows:span.hours', { count: seconds / 3600 })}</>;
  return <>{t('windows:span.minutes', { count: Math.round(seconds / 60) })}</>;
}
