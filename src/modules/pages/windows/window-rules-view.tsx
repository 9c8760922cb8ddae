import {
  Badge,
  Facts,
  Foreign,
  H1,
  H2,
  Link,
  List,
  Moment,
  P,
  Rich,
  Section,
  type Tone,
  useFormats,
  useLocal,
  usePage,
} from '../../../platform/html';
import type { WindowView } from '../../windows';
import { DrawTable } from '../draws/draw-table';
import { PotName } from './pot-name';
import { TicketRulesView } from './ticket-rules-view';
import { TimetableView } from './timetable-view';
import type { DescribedRules, WindowRules } from './window-rules.service';

const TONES: Readonly<Record<WindowView['state'], Tone>> = { announced: 'info', open: 'success', closed: 'info', 'closed-out': 'info' };

/** A window's rules: what is decided by whom, when and how, in the order in which people ask. */
export function WindowRulesView({ rules }: { rules: WindowRules }) {
  const { t } = usePage();
  const local = useLocal();
  const formats = useFormats();
  const { view, serviceTitle, draws } = rules;
  const [authority, service] = view.window.split('/');
  return (
    <>
      <H1 preline={`${t('windows:preline')} · ${serviceTitle}`}>
        <span lang="de">
          <Foreign text={view.title} />
        </span>
      </H1>
      <p>
        <Badge tone={TONES[view.state]}>{t(`windows:state.${view.state}`)}</Badge>
      </p>
      <P large>
        <Rich
          text={t('windows:lead', { time: formats.moment(view.announcedAt) })}
          parts={{ time: (text) => <time dateTime={view.announcedAt}>{text}</time> }}
        />
      </P>
      <p>
        <Link href={local(`/services/${authority}/${service}`)}>{t('windows:to-service')}</Link>
      </p>
      <RuleSections rules={rules} />
      <Log rules={rules} />
      <Section labelledBy="file">
        <H2 id="file">{t('windows:file.title')}</H2>
        <P>{t('windows:file.text')}</P>
        <p>
          <Link href={`/api/windows/${view.window}/announcement.json`} download>
            {t('windows:file.link')}
          </Link>
        </p>
        <Facts facts={[[t('windows:file.sha256'), <code class="fs-code">{view.announcementSha256}</code>]]} />
      </Section>
      <Section labelledBy="draws">
        <H2 id="draws">{t('windows:draws.title')}</H2>
        {draws.length === 0 ? <P>{t('windows:draws.none')}</P> : <DrawTable draws={draws} caption={t('windows:draws.title')} />}
      </Section>
    </>
  );
}

/** What is decided by whom, when and how; the same for a window that is still to be announced. */
export function RuleSections({ rules }: { rules: DescribedRules }) {
  const { announcement, ticketLines } = rules;
  return (
    <>
      <TimetableView timetable={announcement.timetable} />
      <TicketRulesView tickets={announcement.tickets} lines={ticketLines} />
      <Passes rules={rules} />
      <Groups rules={rules} />
      <Chance rules={rules} />
    </>
  );
}

function Passes({ rules: { announcement } }: { rules: DescribedRules }) {
  const { t, texts, language } = usePage();
  const labelOf = (name: string): string => texts.find(language, `windows:passes.label.${name}`) ?? name;
  return (
    <Section labelledBy="passes">
      <H2 id="passes">{t('windows:passes.title')}</H2>
      <P>{t('windows:passes.text')}</P>
      <List
        numbered
        items={announcement.passes.map(({ pot, from, max }) => (
          <>
            <strong>
              <PotName pot={pot} announcement={announcement} />
            </strong>
            <br />
            {t('windows:passes.from', { labels: from.map(labelOf).join(', ') })}
            {max !== undefined && `; ${t('windows:passes.max', { max })}`}
          </>
        ))}
      />
    </Section>
  );
}

function Groups({ rules: { groups } }: { rules: DescribedRules }) {
  const { t } = usePage();
  return (
    <Section labelledBy="groups">
      <H2 id="groups">{t('windows:groups.title')}</H2>
      <P>{t('windows:groups.text')}</P>
      <List
        items={groups.map(({ title, office }) => (
          <span lang="de">
            <Foreign text={title} />
            {office && (
              <>
                {' – '}
                <Foreign text={`${office.name}, ${office.address}`} />
              </>
            )}
          </span>
        ))}
      />
    </Section>
  );
}

function Chance({ rules: { announcement, round, source } }: { rules: DescribedRules }) {
  const { t, texts, language } = usePage();
  const { contributors } = announcement;
  return (
    <Section labelledBy="chance">
      <H2 id="chance">{t('windows:chance.title')}</H2>
      <P>{t(`windows:chance.${source}`)}</P>
      <P>
        <Rich text={t('windows:chance.round', { round: round.number })} /> <Moment at={round.dueAt} />
      </P>
      {contributors.length === 0 ? (
        <P>{t('windows:chance.no-contributors')}</P>
      ) : (
        <>
          <P>{t('windows:chance.contributors')}</P>
          <List items={contributors.map((name) => texts.find(language, `windows:chance.contributor.${name}`) ?? name)} />
        </>
      )}
    </Section>
  );
}

function Log({ rules: { announcement } }: { rules: WindowRules }) {
  const { t } = usePage();
  const { log, witnesses, quorum } = announcement;
  return (
    <Section labelledBy="log">
      <H2 id="log">{t('windows:log.title')}</H2>
      <P>{t('windows:log.text')}</P>
      <Facts
        facts={[
          [t('windows:log.origin'), <code class="fs-code">{log.origin}</code>],
          [t('windows:log.key'), <code class="fs-code">{log.key}</code>],
        ]}
      />
      {witnesses.length === 0 ? (
        <P>{t('windows:log.no-witnesses')}</P>
      ) : (
        <>
          <P>
            {t('windows:log.witnesses')}: {t('windows:log.quorum', { quorum })}
          </P>
          <List
            items={witnesses.map((key) => (
              <code class="fs-code">{key}</code>
            ))}
          />
        </>
      )}
    </Section>
  );
}
