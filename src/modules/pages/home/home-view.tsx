import { Badge, ButtonLink, Card, H1, Link, List, Moment, P, useLocal, usePage } from '../../../platform/html';
import type { HomeService } from './home.service';

/** The first page: what this is, in four sentences, and the services there are. */
export function HomeView({ services }: { services: readonly HomeService[] }) {
  const { t } = usePage();
  return (
    <>
      <H1>{t('home:title')}</H1>
      <P large>{t('home:lead')}</P>
      <List items={[t('home:fact.time'), t('home:fact.free'), t('home:fact.name'), t('home:fact.check')]} />
      {services.length === 0 ? (
        <P>{t('home:no-service')}</P>
      ) : (
        services.map((service) => <ServiceCard key={service.path} service={service} />)
      )}
    </>
  );
}

function ServiceCard({ service: { path, title, window } }: { service: HomeService }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <Card title={<span lang="de">{title}</span>}>
      {window?.state === 'open' && (
        <>
          <p>
            <Badge tone="success">{t('home:open')}</Badge>
          </p>
          <P>
            {t('home:closes')} <Moment at={window.timetable.closesAt} />
          </P>
        </>
      )}
      {window?.state === 'announced' && (
        <P>
          {t('home:opens')} <Moment at={window.timetable.opensAt} />
        </P>
      )}
      {window === null && <P>{t('home:no-window')}</P>}
      <p>
        {window?.state === 'open' ? (
          <ButtonLink href={local(`/services/${path}`)}>{t('home:start')}</ButtonLink>
        ) : (
          <Link href={local(`/services/${path}`)}>{t('home:more')}</Link>
        )}
      </p>
    </Card>
  );
}
