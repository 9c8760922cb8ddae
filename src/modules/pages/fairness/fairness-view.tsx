import type { ComponentChildren } from 'preact';
import { BackLink, Details, Facts, H1, Link, List, P, useLocal, usePage } from '../../../platform/html';
import { ResultSections } from './fairness-results-view';
import { AccountSections } from './fairness-accounts-view';
import type { SectionProps } from './chart-figure';
import { ratioOf, shareOf, wordingOf } from './fairness-figures';

export interface FairnessViewProps extends SectionProps {
  /** In German. */
  readonly title: string;
}

/** Whether draws did what their rules promise: each part says what it found, then shows it as a picture and as a table. */
export function FairnessView(props: FairnessViewProps) {
  const { subject, base, draw, title } = props;
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(base.replace(/\/fairness$/, ''))}>{draw ? t('fairness:draw.back') : t('fairness:service.back')}</BackLink>
      <H1 preline={title}>{draw ? t('fairness:draw.title') : t('fairness:service.title')}</H1>
      <P large>{draw ? t('fairness:draw.lead') : t('fairness:service.lead', { count: subject.fairness.draws.length })}</P>
      <Overview {...props} />
      <ResultSections {...props} />
      <AccountSections {...props} />
      <Method {...props} />
    </>
  );
}

function Overview({ subject: { fairness }, draw }: FairnessViewProps) {
  const { t, language } = usePage();
  const { formats } = wordingOf(t, language);
  const { people, slots, served, draws } = fairness;
  const drawAt = draws[0]!.drawAt;
  const name = (number: number): string =>
    number === 0
      ? t('fairness:draw.name.main', { day: formats.day(drawAt) })
      : t('fairness:draw.name.refill', { number, day: formats.day(drawAt) });
  return (
    <>
      {draw && <P>{name(draw.number)}</P>}
      <Facts
        facts={[
          [t('fairness:facts.people'), formats.count(people)],
          [t('fairness:facts.slots'), formats.count(slots)],
          [t('fairness:facts.load'), ratioOf(people, slots, language)],
          [t('fairness:facts.served'), `${formats.count(served)} (${formats.share(shareOf(served, people))})`],
        ]}
      />
    </>
  );
}

function Method({ subject: { fairness }, draw, base }: FairnessViewProps) {
  const { t } = usePage();
  const local = useLocal();
  const [authority, service] = base.split('/').slice(2) as [string, string];
  const items: ComponentChildren[] = [
    t(fairness.isExact ? 'fairness:method.exact' : 'fairness:method.formula'),
    t('fairness:method.band'),
    t('fairness:method.cause'),
  ];
  return (
    <>
      <Details summary={t('fairness:method.title')}>
        <List items={items} />
      </Details>
      {draw && (
        <List
          items={[
            <Link key="check" href={local(base.replace(/\/fairness$/, ''))}>
              {t('fairness:method.check')}
            </Link>,
            <Link key="service" href={local(`/services/${authority}/${service}/fairness`)}>
              {t('fairness:draw.service')}
            </Link>,
          ]}
        />
      )}
    </>
  );
}

/** A service that has not had a draw yet. */
export function NoFairnessView({ title, base }: { title: string; base: string }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <BackLink href={local(base.replace(/\/fairness$/, ''))}>{t('fairness:service.back')}</BackLink>
      <H1 preline={title}>{t('fairness:service.title')}</H1>
      <P>{t('fairness:service.none')}</P>
    </>
  );
}
