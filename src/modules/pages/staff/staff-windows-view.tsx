import { Actions, Badge, Button, Card, Form, H2, Link, Moment, P, Table, useFormats, useLocal, usePage } from '../../../platform/html';
import type { DrawSummary } from '../../draws';
import { mayDo, type StaffMember } from '../../staff';
import type { WindowView } from '../../windows';
import { DeskFrame } from './desk-frame';

export interface WindowWithDraws {
  readonly window: WindowView;
  readonly draws: readonly DrawSummary[];
}

/** States in which two people can still void a draw. */
const RUNNING: readonly DrawSummary['state'][] = ['scheduled', 'frozen', 'revealed'];

/** All windows, each with its draws and the step each of them waits for. */
export interface DraftView {
  readonly id: string;
  readonly path: string;
  readonly title: string;
}

export function StaffWindowsView(props: { member: StaffMember; windows: readonly WindowWithDraws[]; drafts: readonly DraftView[] }) {
  const { member, windows, drafts } = props;
  const { t } = usePage();
  return (
    <DeskFrame member={member} title={t('staff:windows.title')}>
      <P>{t('staff:windows.lead')}</P>
      <Drafts member={member} drafts={drafts} />
      {windows.length === 0 && <P>{t('staff:windows.none')}</P>}
      {windows.map((each) => (
        <WindowPart key={each.window.window} member={member} {...each} />
      ))}
    </DeskFrame>
  );
}

/** Windows that nobody but staff knows of yet. */
function Drafts({ member, drafts }: { member: StaffMember; drafts: readonly DraftView[] }) {
  const { t } = usePage();
  const local = useLocal();
  if (drafts.length === 0) return null;
  return (
    <>
      <H2>{t('staff:windows.drafts')}</H2>
      {drafts.map(({ id, path, title }) => (
        <Card key={id} level={3} title={<span lang="de">{title}</span>}>
          <p>
            <code class="fs-code">{path}</code>
          </p>
          {mayDo(member.roles, 'see-slots') && (
            <p>
              <Link href={local(`/staff/windows/${id}/slots`)}>{t('staff-plan:slots.title')}</Link>
            </p>
          )}
          {mayDo(member.roles, 'ask-for-announcements') && (
            <Form action={local(`/staff/announce/${id}`)}>
              <Actions>
                <Button weight="secondary">{t('staff:windows.ask')}</Button>
              </Actions>
            </Form>
          )}
        </Card>
      ))}
    </>
  );
}

function WindowPart({ member, window, draws }: WindowWithDraws & { member: StaffMember }) {
  const { t } = usePage();
  const local = useLocal();
  const { count } = useFormats();
  const column = (name: 'draw' | 'state' | 'next' | 'entries' | 'slots' | 'served' | 'act', numeric = false) => ({
    title: t(`staff:windows.column.${name}`),
    numeric,
  });
  return (
    <>
      <H2>
        <span lang="de">{window.title}</span>
      </H2>
      <p>
        <Badge tone={window.state === 'open' ? 'success' : 'info'}>{t(`staff:windows.state.${window.state}`)}</Badge>{' '}
        <Link href={local(`/windows/${window.window}`)}>{t('staff:windows.public')}</Link>
      </p>
      {draws.length > 0 && (
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
          rows={draws.map((draw) => [
            <Link href={local(`/windows/${window.window}/draws/${draw.number}`)}>
              {draw.number === 0 ? t('staff:windows.main') : t('staff:windows.refill', { number: draw.number })}
            </Link>,
            t(`staff:windows.draw-state.${draw.state}`),
            <NextStep draw={draw} />,
            draw.frozenAt && count(draw.entries),
            draw.frozenAt && count(draw.slots),
            draw.drawnAt && count(draw.served),
            RUNNING.includes(draw.state) && mayDo(member.roles, 'ask-for-voiding') && (
              <Link href={local(`/staff/void/${draw.drawId}`)}>{t('staff:windows.void')}</Link>
            ),
          ])}
        />
      )}
    </>
  );
}

function NextStep({ draw }: { draw: DrawSummary }) {
  if (draw.state === 'scheduled') return <Moment at={draw.freezeAt} />;
  if (draw.state === 'frozen') return <Moment at={draw.revealBy} />;
  return draw.state === 'revealed' ? <Moment at={draw.drawAt} /> : null;
}
