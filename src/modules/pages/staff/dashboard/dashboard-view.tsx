import { Alert, Badge, Details, H2, Link, List, Moment, P, Table, useFormats, useLocal, usePage } from '../../../../platform/html';
import type { DrawSummary } from '../../../draws';
import { mayDo, type StaffMember } from '../../../staff';
import { StepList } from '../../draws/draw-steps-view';
import { DeskFrame } from '../desk-frame';
import type { DeskFacts, DrawOnDesk, WindowOnDesk } from './window-desk.service';

/** States in which two people can still void a draw. */
const RUNNING: readonly DrawSummary['state'][] = ['scheduled', 'frozen', 'revealed'];

/** All windows, each with its numbers, what needs a look, and the steps of its draws. */
export function DashboardView({ member, facts }: { member: StaffMember; facts: DeskFacts }) {
  const { t } = usePage();
  const local = useLocal();
  return (
    <DeskFrame member={member} title={t('staff:windows.title')}>
      <P>{t('staff:windows.lead')}</P>
      <P muted>
        <span hidden data-live-on="">
          {t('staff-plan:desk.live')}
        </span>
        <span data-live-off="">
          {t('staff-plan:desk.not-live')} <Link href={local('/staff/windows')}>{t('staff-plan:desk.reload')}</Link>
        </span>
      </P>
      <div class="fs-flow" id="live-coming" data-live="">
        <Coming member={member} facts={facts} />
      </div>
      {facts.windows.length === 0 && <P>{t('staff:windows.none')}</P>}
      {facts.windows.map((each) => (
        <div class="fs-flow" id={`live-${each.id}`} data-live="" key={each.id}>
          <WindowPart member={member} desk={each} />
        </div>
      ))}
    </DeskFrame>
  );
}

/** What will be announced next, and who can't wait. */
function Coming({ member, facts: { templates, planned, nearCritical } }: { member: StaffMember; facts: DeskFacts }) {
  const { t } = usePage();
  const local = useLocal();
  const mayCall = mayDo(member.roles, 'see-near-critical');
  return (
    <>
      {mayCall && nearCritical > 0 && (
        <Alert tone="warning" title={t('staff-plan:desk.near', { count: nearCritical })}>
          <Link href={local('/staff/near-critical')}>{t('staff-plan:desk.to-near')}</Link>
        </Alert>
      )}
      {(planned > 0 || templates.length > 0) && (
        <List
          items={[
            ...(planned > 0 ? [<Link href={local('/staff/plans')}>{t('staff-plan:desk.planned', { count: planned })}</Link>] : []),
            ...templates.map(({ path, announcedAt }) => (
              <>
                {t('staff-plan:desk.template')} <code class="fs-code">{path}</code>: <Moment at={announcedAt} />
              </>
            )),
          ]}
        />
      )}
    </>
  );
}

function WindowPart({ member, desk }: { member: StaffMember; desk: WindowOnDesk }) {
  const { t } = usePage();
  const local = useLocal();
  const { window } = desk;
  return (
    <>
      <H2>
        <span lang="de">{window.title}</span>
      </H2>
      <p>
        <Badge tone={window.state === 'open' ? 'success' : 'info'}>{t(`staff:windows.state.${window.state}`)}</Badge>{' '}
        <Link href={local(`/windows/${window.window}`)}>{t('staff:windows.public')}</Link>
        {mayDo(member.roles, 'see-slots') && (
          <>
            {' · '}
            <Link href={local(`/staff/windows/${desk.id}/slots`)}>{t('staff-plan:slots.title')}</Link>
          </>
        )}
      </p>
      <Warnings desk={desk} />
      <Numbers desk={desk} />
      {desk.draws.length > 0 && <Draws member={member} desk={desk} />}
      {desk.draws
        .filter(({ draw }) => RUNNING.includes(draw.state))
        .map((each) => (
          <Details key={each.draw.drawId} summary={t('staff-plan:desk.steps', { draw: nameOf(each.draw, t) })}>
            <StepList page={each} />
          </Details>
        ))}
    </>
  );
}

function Warnings({ desk: { window, ledger, smallClasses, registrations, draws } }: { desk: WindowOnDesk }) {
  const { t } = usePage();
  const isToCome = draws.some(({ draw }) => draw.number === 0 && draw.state === 'scheduled') || window.state === 'announced';
  const warnings = [
    ...(isToCome && ledger.slots.total === 0 ? [t('staff-plan:desk.no-slots')] : []),
    ...(smallClasses ? [t('staff-plan:desk.small-classes', { count: smallClasses })] : []),
    ...(registrations.in_review > 0 ? [t('staff-plan:desk.reviews', { count: registrations.in_review })] : []),
    ...draws.flatMap(({ missing }) => (missing.length > 0 ? [t('staff-plan:desk.missing', { names: missing.join(', ') })] : [])),
  ];
  if (warnings.length === 0) return null;
  return (
    <Alert tone="warning" title={t('staff-plan:desk.look')}>
      <List items={warnings} />
    </Alert>
  );
}

function Numbers({ desk: { window, registrations, ledger, checkedInToday, kinds } }: { desk: WindowOnDesk }) {
  const { t } = usePage();
  const { count } = useFormats();
  const { slots, offers } = ledger;
  const rows: [string, number][] = [
    [t('staff-plan:desk.unconfirmed'), registrations.unconfirmed],
    [t('staff-plan:desk.standing'), registrations.standing],
    [t('staff-plan:slots.title'), slots.total],
    ...kinds.map(({ group, label, count: some }): [string, number] => [`– ${group} / ${label}`, some]),
    [t('staff-plan:desk.offered'), offers.offered],
    [t('staff-plan:desk.accepted'), offers.accepted],
    [t('staff-plan:desk.checked-in'), checkedInToday],
  ];
  return (
    <Table
      caption={t('staff-plan:desk.numbers', { title: window.title })}
      columns={[{ title: t('staff-plan:desk.what') }, { title: t('staff-plan:desk.how-many'), numeric: true }]}
      rows={rows.map(([what, some]) => [what, count(some)])}
    />
  );
}

type Translate = ReturnType<typeof usePage>['t'];

function nameOf({ number }: DrawSummary, t: Translate): string {
  return number === 0 ? t('staff:windows.main') : t('staff:windows.refill', { number });
}

function Draws({ member, desk: { window, draws } }: { member: StaffMember; desk: WindowOnDesk }) {
  const { t } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  const column = (name: 'draw' | 'state' | 'next' | 'entries' | 'slots' | 'served' | 'act', numeric = false) => ({
    title: t(`staff:windows.column.${name}`),
    numeric,
  });
  return (
    <Table
      caption={t('staff:windows.caption', { title: window.title })}
      columns={[
        column('draw'),
        column('state'),
        column('next'),
        column('entries', true),
        column('slots', true),
        column('served', true),
        column('act'),
      ]}
      rows={draws.map(({ draw, steps }) => [
        <Link href={local(`/windows/${window.window}/draws/${draw.number}`)}>{nameOf(draw, t)}</Link>,
        t(`staff:windows.draw-state.${draw.state}`),
        <NextStep steps={steps} round={draw.round} />,
        draw.frozenAt && count(draw.entries),
        draw.frozenAt && count(draw.slots),
        draw.drawnAt && count(draw.served),
        RUNNING.includes(draw.state) && mayDo(member.roles, 'ask-for-voiding') && (
          <Link href={local(`/staff/void/${draw.drawId}`)}>{t('staff:windows.void')}</Link>
        ),
      ])}
    />
  );
}

function NextStep({ steps, round }: { steps: DrawOnDesk['steps']; round: number }) {
  const { t } = usePage();
  const next = steps.find(({ status }) => status === 'now');
  if (!next) return null;
  return (
    <>
      {next.name === 'round' ? t('draws:steps.round', { round }) : t(`draws:steps.${next.name}`)}
      {next.at && (
        <>
          {', '}
          <Moment at={next.at.moment} />
        </>
      )}
    </>
  );
}
