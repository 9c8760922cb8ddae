import {
  Actions,
  Alert,
  Badge,
  Button,
  Details,
  Facts,
  Form,
  H1,
  H2,
  Link,
  List,
  Moment,
  P,
  Section,
  useLocal,
  usePage,
} from '../../../platform/html';
import { ChancesView } from './chances-view';
import type { StartFacts } from './start.service';

/** A service: what it is, what somebody needs, and the button. */
export function StartView({ facts }: { facts: StartFacts }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <>
      <H1 preline={t('start:preline')}>
        <span lang="de">{facts.title}</span>
      </H1>
      <P large>{t('start:lead')}</P>
      <State facts={facts} />
      <Section labelledBy="facts">
        <H2 id="facts">{t('start:facts-title')}</H2>
        <List items={[t('start:fact-time'), t('start:fact-free'), t('start:fact-name'), t('start:fact-again')]} />
      </Section>
      <Section labelledBy="need">
        <H2 id="need">{t('start:need-title')}</H2>
        <List items={[t('start:need-passport'), t('start:need-case'), t('start:need-date'), t('start:need-contact')]} />
      </Section>
      <ChancesView facts={facts} />
      <Section labelledBy="how">
        <H2 id="how">{t('start:how-title')}</H2>
        <List numbered items={[t('start:how-1'), t('start:how-2'), t('start:how-3'), t('start:how-4')]} />
        <Alert tone="info" title={t('receipt:legal-title')}>
          <P>{t(`register:legal.${facts.legalEffect}`)}</P>
        </Alert>
      </Section>
      <ByPhone />
      <Places facts={facts} />
      <List
        items={[
          ...(facts.window === null ? [] : [<Link href={local(`/windows/${facts.window.window}`)}>{t('start:rules-link')}</Link>]),
          <Link href={local(`/services/${facts.service}/fairness`)}>{t('start:fairness-link')}</Link>,
        ]}
      />
    </>
  );
}

/** Whether one can register now, and if not, when. */
function State({ facts: { window, service, last } }: { facts: StartFacts }) {
  const { t } = usePage();
  const local = useLocal();
  if (window === null) return <P>{t('start:no-window')}</P>;
  const { state, timetable } = window;
  if (state === 'open') {
    return (
      <>
        <p>
          <Badge tone="success">{t('start:state.open')}</Badge>
        </p>
        <P>
          {t('start:open-until')} <Moment at={timetable.closesAt} />
        </P>
        <Form action={local(`/services/${service}/register`)}>
          <Actions>
            <Button>{t('start:button')}</Button>
          </Actions>
        </Form>
        <P muted>{t('start:minutes')}</P>
      </>
    );
  }
  if (state === 'announced') {
    return (
      <>
        <p>
          <Badge tone="info">{t('start:state.announced')}</Badge>
        </p>
        <P>
          {t('start:opens')} <Moment at={timetable.opensAt} />
        </P>
        <P>{t('start:opens-note')}</P>
      </>
    );
  }
  return (
    <>
      <p>
        <Badge tone="info">{t('start:state.closed')}</Badge>
      </p>
      {state === 'closed' && last?.window !== window.window ? (
        <P>
          {t('start:waiting')} {t('start:drawn-at')} <Moment at={timetable.drawAt} />
        </P>
      ) : (
        <P>{t('start:no-window')}</P>
      )}
    </>
  );
}

/** The same chance, without this page. */
function ByPhone() {
  const { t, authority } = usePage();
  const { phone, phoneHours, address } = authority;
  return (
    <Section labelledBy="phone">
      <H2 id="phone">{t('start:phone-title')}</H2>
      <P>{t('start:phone-text')}</P>
      {(phone !== null || address !== null) && (
        <Facts
          facts={[
            phone === null
              ? null
              : [
                  t('start:phone'),
                  <>
                    <a class="kern-link" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} dir="ltr">
                      {phone}
                    </a>
                    {phoneHours && <span lang="de"> ({phoneHours})</span>}
                  </>,
                ],
            address === null ? null : [t('start:address'), <span lang="de">{address}</span>],
          ]}
        />
      )}
    </Section>
  );
}

function Places({ facts: { groups } }: { facts: StartFacts }) {
  const { t } = usePage();
  if (groups.length === 0) return null;
  return (
    <Details summary={t('start:places-title')}>
      <div lang="de">
        <List items={groups.map(({ title, office }) => `${title}: ${office.name}, ${office.address}`)} />
      </div>
    </Details>
  );
}
